import CalendarTime
import Foundation
import HTTPTypes
import Hummingbird
import Store

/// A request as the handlers see it: read whole, its sender known as far as it can be.
struct WebRequest: Sendable {
    let method: HTTPRequest.Method
    let path: String
    /// In the order given; keys and values decoded.
    let query: [(name: String, value: String)]
    let headers: HTTPFields
    /// Host and port that the client asked for (RFC 9110 §7.2); its own word.
    let authority: String?
    /// Empty until it was read.
    var body: [UInt8]
    /// Known before the body was read; nil for a request without one.
    var caller: Caller?
    /// Of the path, decoded.
    let parameters: [String: String]
    /// Of the connection, or of a trusted proxy.
    let client: String
    let id: String
    let now: Instant
    let parts: ServiceParts
    let settings: WebSettings

    /// The first one of that name.
    func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// Throws "not found": a number that is none leads nowhere.
    func id<Entity>(_ name: String = "id") throws -> RowID<Entity> {
        guard let id = RowID<Entity>(parameter(name)) else { throw WebFault.notFound }
        return id
    }

    /// A cookie's value.
    func cookie(_ name: String) -> String? {
        for line in headers[values: .cookie] {
            for part in line.split(separator: ";") {
                let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if pair.count == 2, pair[0].trimmingCharacters(in: .whitespaces) == name {
                    return pair[1].trimmingCharacters(in: .whitespaces)
                }
            }
        }
        return nil
    }

    /// What stands before the path in addresses that we give out.
    var origin: String {
        settings.publicURL ?? "http://" + (authority ?? "\(settings.host):\(settings.port)")
    }
}

/// Names and values of a form, or of a query (`application/x-www-form-urlencoded`).
enum FormFields {
    /// More than these are not read.
    static let maximumCount = 20_000

    static func decode(_ text: some StringProtocol) -> [(name: String, value: String)] {
        text.split(separator: "&", maxSplits: maximumCount).prefix(maximumCount).map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (percent(sides[0]), sides.count == 2 ? percent(sides[1]) : "")
        }
    }

    /// Octets that are no UTF-8 become U+FFFD.
    private static func percent(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The inverse, for addresses that we make.
    static func encode(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map { byte in
            plain.contains(byte)
                ? String(UnicodeScalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
        }.joined()
    }

    static func query(_ fields: [(name: String, value: String)]) -> String {
        fields.map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
    }
}
