import Foundation
import WebService

/// One setting: its name in the file, in the environment, and what it is when nobody says anything.
enum ConfigurationKey: String, CaseIterable, Sendable {
    case database
    case rules
    case cache
    case ownDomains = "own_domains"
    case trustedAuthserv = "trusted_authserv"
    case reviewThreshold = "review_threshold"
    case unmatchedDays = "unmatched_days"
    case webhookDays = "webhook_days"
    case workspace
    case listen
    case publicURL = "public_url"
    case trustedProxies = "trusted_proxies"

    var environmentName: String { "SLUICE_" + rawValue.uppercased() }

    var isList: Bool { self == .ownDomains || self == .trustedAuthserv || self == .trustedProxies }

    var unit: String {
        switch self {
        case .database: "URL"
        case .rules: "folder"
        case .cache: "folder"
        case .ownDomains: "domains"
        case .trustedAuthserv: "host names"
        case .reviewThreshold: "0 to 1"
        case .unmatchedDays, .webhookDays: "days"
        case .workspace: "name"
        case .listen: "host:port"
        case .publicURL: "URL"
        case .trustedProxies: "addresses"
        }
    }

    var meaning: String {
        switch self {
        case .database: "where everything is kept"
        case .rules: "rule files"
        case .cache: "where compiled rules are kept for the next start, or off"
        case .ownDomains: "domains that our campaigns are sent from"
        case .trustedAuthserv: "hosts whose Authentication-Results are believed"
        case .reviewThreshold: "verdicts below this wait for a person; not set: as rules/decision.yaml says"
        case .unmatchedDays: "how long mail that matched nobody is kept"
        case .webhookDays: "how long webhooks, out and in, are kept once they are done"
        case .workspace: "the customer whose data a command works on"
        case .listen: "where the web service takes connections"
        case .publicURL: "how others reach the web service, without a slash at the end"
        case .trustedProxies: "addresses or blocks whose X-Forwarded-For is believed"
        }
    }

    /// Nil where the default depends on the place (a path).
    var fixedDefault: [String]? {
        switch self {
        case .database, .rules, .cache: nil
        case .ownDomains, .trustedAuthserv, .reviewThreshold, .publicURL, .trustedProxies: []
        case .unmatchedDays, .webhookDays: ["30"]
        case .workspace: ["default"]
        case .listen: ["127.0.0.1:8025"]
        }
    }

    /// Days. Providers send again what we have not answered for up to 7: until then it has to be known as a copy.
    private static let webhookDayRange = 7...3650

    private static func fault(inDays values: [String], _ range: ClosedRange<Int>) -> String? {
        if let text = values.first, let number = Int(text), range.contains(number) { return nil }
        return "'\(values.joined(separator: ", "))' is no number of days; write a whole number from "
            + "\(range.lowerBound) to \(range.upperBound)"
    }

    /// Says what is wrong with a value and what to write instead; nil when it will do.
    func fault(in values: [String]) -> String? {
        switch self {
        case .reviewThreshold:
            guard let text = values.first, let number = Double(text), (0...1).contains(number) else {
                return "'\(values.joined(separator: ", "))' is no confidence; write a number from 0 to 1"
            }
        case .unmatchedDays: return Self.fault(inDays: values, 1...3650)
        case .webhookDays: return Self.fault(inDays: values, Self.webhookDayRange)
        case .ownDomains:
            for domain in values where !domain.contains(".") || domain.contains("@") || domain.contains(" ") {
                return "'\(domain)' is no domain; write it like outreach.example.com"
            }
        case .database:
            do throws(CommandFailure) { _ = try DatabaseLocation(values.first ?? "") } catch {
                return error.description
            }
        case .listen:
            let text = values.first ?? ""
            if ListenAddress(text) == nil {
                return "'\(text)' is no place to listen at; write it like 127.0.0.1:8025 or [::1]:8025"
            }
        case .publicURL:
            guard let text = values.first, let url = URL(string: text), url.host() != nil,
                !text.hasSuffix("/"),
                ["http", "https"].contains(url.scheme)
            else { return "this is no address of a service; write it like https://sluice.example.com" }
        case .trustedProxies:
            for text in values where AddressRange(text) == nil {
                return "'\(text)' is no address; write it like 10.0.0.5, 10.0.0.0/8 or fd00::/8"
            }
        case .rules, .cache, .trustedAuthserv, .workspace: break
        }
        return nil
    }
}

/// `host:port`; an IPv6 address stands in brackets.
struct ListenAddress: Hashable, Sendable {
    let host: String
    /// 0 takes a free one.
    let port: Int

    /// Nil for anything else.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, !host.contains(" ") else { return nil }
        self.host = host
        self.port = port
    }
}
