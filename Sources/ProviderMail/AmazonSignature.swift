import CalendarTime
import Credentials
import Crypto
import Foundation

/// Signs requests to services of Amazon: Signature Version 4, in a header field.
///
/// Source: docs.aws.amazon.com, "Create a signed AWS API request"; for S3, "Signature Calculations for the Authorization
/// Header".
struct AmazonSignature: Sendable {
    /// A request as it is signed.
    struct Request {
        var method = "GET"
        /// Each octet but the unreserved ones and the slashes is percent-encoded, once.
        var path: String
        /// Names sorted, encoded like the path; `name=` where there is no value.
        var query = ""
        /// Names in lower case; all of them are signed. `host` and `x-amz-date` are among them.
        var fields: [(name: String, value: String)]
        /// Of the body, in hexadecimal.
        var bodyHash = AmazonSignature.hash("")
    }

    private static let algorithm = "AWS4-HMAC-SHA256"

    let keyID: String
    let secret: Secret
    let region: String
    let service: String

    /// The value of the field Authorization; `time` is that of the field `x-amz-date`.
    func authorization(for request: Request, at time: Instant) -> String {
        let stamp = Self.stamp(time)
        let day = String(stamp.prefix(8))
        let scope = "\(day)/\(region)/\(service)/aws4_request"
        let fields = request.fields.sorted { $0.name < $1.name }
        let names = fields.map(\.name).joined(separator: ";")
        let lines =
            [request.method, request.path, request.query] + fields.map { "\($0.name):\($0.value)" }
            + ["", names, request.bodyHash]
        let toSign = [Self.algorithm, stamp, scope, Self.hash(lines.joined(separator: "\n"))]
        let signature = Self.hex(code(toSign.joined(separator: "\n"), key: signingKey(day: day)))
        return "\(Self.algorithm) Credential=\(keyID)/\(scope),SignedHeaders=\(names),Signature=\(signature)"
    }

    /// `YYYYMMDDThhmmssZ`
    static func stamp(_ time: Instant) -> String {
        Instant(seconds: time.seconds).iso8601.filter { $0 != "-" && $0 != ":" }
    }

    static func hash(_ text: String) -> String { hex(SHA256.hash(data: Data(text.utf8))) }

    /// Good for one day, one region and one service.
    private func signingKey(day: String) -> SymmetricKey {
        let first = SymmetricKey(data: Data("AWS4\(secret.revealed)".utf8))
        return [day, region, service, "aws4_request"].reduce(first) {
            SymmetricKey(data: code($1, key: $0))
        }
    }

    private func code(_ text: String, key: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
