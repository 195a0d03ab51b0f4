import Classification
import Foundation
import Hummingbird
import Ingestion
import MailFormat
import Store

/// The rules in use, and what they make of a message that somebody brings.
enum RulePages {
    static let routes: [Route] = [
        .page(.get, "/rules") { try await list($0) },
        .page(.post, "/rules/try", bodyLimit: WebSettings.Limit.upload) { try await tryMessage($0) },
        // Of the address that the result stands under.
        .page(.get, "/rules/try") { _ in .see("/rules") },
    ]

    private static func list(
        _ request: PageRequest, trial: RuleTrial? = nil, pasted: String? = nil, fault: WebFault? = nil
    ) async throws -> Response {
        let rules = request.parts.classifier.rules
        let q = request.web.query("q")?.trimmingCharacters(in: .whitespaces) ?? ""
        let groups = RuleGroup.groups(of: rules.rules.filter { RuleGroup.matches($0, q) })
        return try await request.page(
            "rules", title: "Rules",
            [
                "tried": .view(trial?.view), "pastedText": .text(pasted), "tryError": .text(fault?.text),
                "rulesVersion": .text(rules.version), "q": .text(q), "hasRules": .flag(!groups.isEmpty),
                "groups": .list(groups.map(\.view)),
            ], status: fault?.status ?? .ok)
    }

    /// Characters of a message that go back into the form.
    private static let maximumPaste = 100_000

    private static func tryMessage(_ request: PageRequest) async throws -> Response {
        let pasted = request.fields("text").first ?? ""
        let isEmpty = pasted.allSatisfy(\.isWhitespace)
        let shown = pasted.utf8.count > maximumPaste ? nil : pasted
        let file = request.files["file"]?.bytes
        guard file != nil || !isEmpty else {
            return try await list(
                request, fault: .invalid("text", "Paste a message, or choose a message file."))
        }
        guard (file?.count ?? pasted.utf8.count) <= RuleTrial.maximumBytes else {
            return try await list(
                request, pasted: shown,
                fault: .invalid("text", "The \(file == nil ? "text" : "file") is larger than 25 MB."))
        }
        let trial = await RuleTrial.run(
            file ?? Array(pasted.utf8), classifier: request.parts.classifier, now: request.web.now)
        return try await list(request, trial: trial, pasted: isEmpty ? nil : shown)
    }
}

/// Rules that argue for the same thing.
struct RuleGroup {
    let key: String
    let label: String
    let rules: [Rule]

    /// Whether a search for `q` finds the rule: in its id, its file, or the names of its examples.
    static func matches(_ rule: Rule, _ q: String) -> Bool {
        q.isEmpty
            || ([rule.id, rule.file] + rule.catches + rule.spares).contains {
                $0.localizedStandardContains(q)
            }
    }

    /// Kinds in their own order, then the facts and reasons that decisions are made of; without empty groups.
    static func groups(of rules: [Rule]) -> [RuleGroup] {
        let byKey = Dictionary(grouping: rules, by: key)
        let places =
            Kind.allCases.map { ($0.rawValue, VerdictText.kind($0.rawValue)) } + [
                ("fact", "Facts that other rules use"), ("reason", "Reasons of bounces"),
            ]
        return places.compactMap { key, label in
            byKey[key].map { RuleGroup(key: key, label: label, rules: $0.sorted { $0.id < $1.id }) }
        }
    }

    private static func key(_ rule: Rule) -> String {
        let argument = rule.argument
        if argument.reason != nil { return "reason" }
        if argument.fact != nil { return "fact" }
        return (argument.kind ?? (argument.subkind != nil ? .autoReply : .reply)).rawValue
    }

    var view: View {
        [
            "key": .text(key), "groupLabel": .text(label),
            "ruleCount": .text(PageText.count(rules.count, "rule")), "rules": .list(rules.map(Self.view)),
        ]
    }

    private static func view(_ rule: Rule) -> View {
        [
            "id": .text(rule.id), "description": .text(claim(rule)),
            "place": .text("\(rule.file):\(rule.line)"),
            "weight": .text(rule.weight == 0 ? nil : VerdictText.weight(rule.weight)), "condition": nil,
            "examples": .list(
                rule.catches.map { ["catches": true, "file": .text($0), "excerpt": nil] }
                    + rule.spares.map { ["catches": false, "file": .text($0), "excerpt": nil] }),
        ]
    }

    /// What the rule argues for, beyond what its group says.
    private static func claim(_ rule: Rule) -> String {
        let argument = rule.argument
        let names = [
            VerdictText.words(argument.subkind?.rawValue),
            VerdictText.words(argument.intent?.rawValue), VerdictText.words(argument.reason),
            VerdictText.words(argument.fact), rule.veto ? "never a hard bounce" : nil,
        ]
        return names.compactMap(\.self).joined(separator: ", ")
    }
}
