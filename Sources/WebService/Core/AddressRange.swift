import Foundation

/// A block of IP addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
public struct AddressRange: Hashable, Sendable {
    private let bytes: [UInt8]
    private let prefix: Int

    /// Nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let bytes = Self.octets(String(parts[0])) else { return nil }
        let bits = bytes.count * 8
        let prefix = parts.count == 1 ? bits : Int(parts[1]) ?? -1
        guard (0...bits).contains(prefix) else { return nil }
        self.bytes = bytes
        self.prefix = prefix
    }

    public func contains(_ address: String) -> Bool {
        guard let other = Self.octets(address), other.count == bytes.count else { return false }
        for index in 0..<prefix where (bytes[index / 8] ^ other[index / 8]) >> (7 - index % 8) & 1 != 0 {
            return false
        }
        return true
    }

    /// 4 or 16 octets; an IPv4 address written as IPv6 (`::ffff:10.0.0.1`) is the IPv4 address.
    private static func octets(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: &six) { Array($0) }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
        return isMapped ? Array(bytes[12...]) : bytes
    }
}

/// Who speaks to us, as far as it can be known.
enum ClientAddress {
    /// The right-most address of `X-Forwarded-For` that no trusted proxy has; what stands left of it anybody may have
    /// written.
    static func of(peer: String, forwarded: [String], trusted: [AddressRange]) -> String {
        var current = peer
        let hops = forwarded.flatMap { $0.split(separator: ",") }.map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        for hop in hops.reversed() {
            guard trusted.contains(where: { $0.contains(current) }) else { break }
            current = hop
        }
        return current
    }
}
