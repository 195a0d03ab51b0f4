import CalendarTime
import DataFormats
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

    /// Octets that are no UTF-8 become U+FFFD.
    static func decode(_ text: some Sequence<UInt8>) -> [(name: String, value: String)] {
        FormEncoding.decode(Array(text), maximum: maximumCount).map {
            (String(decoding: $0.name, as: UTF8.self), String(decoding: $0.value, as: UTF8.self))
        }
    }

    static func query(_ fields: [(name: String, value: String)]) -> String {
        fields.map { FormEncoding.encode($0.name) + "=" + FormEncoding.encode($0.value) }.joined(
            separator: "&")
    }
}
