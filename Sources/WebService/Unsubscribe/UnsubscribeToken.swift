import Crypto
import DataFormats
import Ingestion
import Store

/// What an unsubscribe link holds: which mail it stands in, and a proof that we wrote it. No address.
///
/// `base64url(version . key id . workspace . enrollment . send . HMAC-SHA-256 cut to 16 octets)`, numbers as 8 octets,
/// the highest first.
struct UnsubscribeToken: Sendable {
    let keys: [UnsubscribeKey]

    private static let version: UInt8 = 1
    private static let proofLength = 16
    private static let length = 2 + 3 * 8 + proofLength

    func text(_ target: OneClick.Target) -> String {
        guard let key = keys.first else { return "" }
        let head = [Self.version, key.id] + Self.octets(target)
        return Base64URL.encode(head + Self.proof(head, key))
    }

    /// Nil for anything that we did not write.
    func target(_ text: String) -> OneClick.Target? {
        guard text.utf8.count <= 2 * Self.length, let bytes = Base64URL.decode(text),
            bytes.count == Self.length, bytes[0] == Self.version,
            let key = keys.first(where: { $0.id == bytes[1] })
        else { return nil }
        let head = Array(bytes.prefix(Self.length - Self.proofLength))
        guard ConstantTime.areEqual(Self.proof(head, key), Array(bytes.suffix(Self.proofLength))) else {
            return nil
        }
        func number(_ index: Int) -> Int64 {
            head[(2 + 8 * index)..<(10 + 8 * index)].reduce(0) { $0 << 8 | Int64($1) }
        }
        return OneClick.Target(
            workspace: RowID(number(0)), enrollment: RowID(number(1)), send: RowID(number(2)))
    }

    private static func octets(_ target: OneClick.Target) -> [UInt8] {
        [target.workspace.rawValue, target.enrollment.rawValue, target.send.rawValue].flatMap { number in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> Int64($0)) }
        }
    }

    private static func proof(_ head: [UInt8], _ key: UnsubscribeKey) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("sluice unsubscribe".utf8) + head, using: SymmetricKey(data: key.bytes))
        return Array(Array(code).prefix(proofLength))
    }
}
