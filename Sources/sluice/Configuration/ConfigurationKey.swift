/// One setting: its name in the file, in the environment, and what it is when nobody says anything.
enum ConfigurationKey: String, CaseIterable, Sendable {
    case database
    case rules
    case ownDomains = "own_domains"
    case trustedAuthserv = "trusted_authserv"
    case reviewThreshold = "review_threshold"
    case unmatchedDays = "unmatched_days"

    var environmentName: String { "SLUICE_" + rawValue.uppercased() }

    var isList: Bool { self == .ownDomains || self == .trustedAuthserv }

    var unit: String {
        switch self {
        case .database: "URL"
        case .rules: "folder"
        case .ownDomains: "domains"
        case .trustedAuthserv: "host names"
        case .reviewThreshold: "0 to 1"
        case .unmatchedDays: "days"
        }
    }

    var meaning: String {
        switch self {
        case .database: "where everything is kept"
        case .rules: "rule files"
        case .ownDomains: "domains that our campaigns are sent from"
        case .trustedAuthserv: "hosts whose Authentication-Results are believed"
        case .reviewThreshold: "verdicts below this wait for a person; not set: as rules/decision.yaml says"
        case .unmatchedDays: "how long mail that matched nobody is kept"
        }
    }

    /// Nil where the default depends on the place (a path).
    var fixedDefault: [String]? {
        switch self {
        case .database, .rules: nil
        case .ownDomains, .trustedAuthserv, .reviewThreshold: []
        case .unmatchedDays: ["30"]
        }
    }

    /// Says what is wrong with a value and what to write instead; nil when it will do.
    func fault(in values: [String]) -> String? {
        switch self {
        case .reviewThreshold:
            guard let text = values.first, let number = Double(text), (0...1).contains(number) else {
                return "'\(values.joined(separator: ", "))' is no confidence; write a number from 0 to 1"
            }
        case .unmatchedDays:
            guard let text = values.first, let number = Int(text), (1...3650).contains(number) else {
                return
                    "'\(values.joined(separator: ", "))' is no number of days; write a whole number from 1 to 3650"
            }
        case .ownDomains:
            for domain in values where !domain.contains(".") || domain.contains("@") || domain.contains(" ") {
                return "'\(domain)' is no domain; write it like outreach.example.com"
            }
        case .database:
            do throws(CommandFailure) { _ = try DatabaseLocation(values.first ?? "") } catch {
                return error.description
            }
        case .rules, .trustedAuthserv: break
        }
        return nil
    }
}
