import Foundation
import Hummingbird
import Ingestion
import LeadStages
import Store

/// The Do Not Contact list.
enum DoNotContactPages {
    static let routes: [Route] = [
        .page(.get, path) { try await list($0) },
        .page(.post, path, .change) { try await add($0) },
        .page(.post, "\(path)/{id}/remove", .administer) { try await remove($0) },
    ]

    private static let path = "/do-not-contact"
    private static let pageSize = 50

    private static func list(_ request: PageRequest, fault: WebFault? = nil) async throws -> Response {
        let q = request.web.query("q")?.trimmingCharacters(in: .whitespaces) ?? ""
        let reason = request.web.query("reason").flatMap { SuppressionReason(rawValue: $0) }
        let last = request.web.query("after").flatMap { RowID<StoredSuppression>($0) }
        let wishes = try await request.read { transaction in
            guard q.isEmpty else {
                return try transaction.suppressionWishes(concerning: q).filter {
                    reason == nil || $0.entry.reason == reason
                }
            }
            return try transaction.suppressionWishes(reason: reason, before: last, limit: pageSize)
        }
        let place = path + "?" + (reason.map { "reason=\($0.rawValue)&" } ?? "")
        let isFull = q.isEmpty && wishes.count == pageSize
        let words = SuppressionWords(text: request.text())
        return try await request.page(
            "do_not_contact", title: "Do Not Contact",
            [
                "q": .text(q), "reasonOptions": .list(SuppressionWords.options(chosen: reason)),
                "hasEntries": .flag(!wishes.isEmpty), "entries": .list(wishes.map { words.view($0) }),
                "caption": .text(
                    PageText.count(wishes.count, "entry", "entries") + (isFull ? ", newest first" : "")),
                "emptyText": .text(
                    q.isEmpty
                        ? "Nobody is on the list\(reason == nil ? "" : " for this reason")."
                        : "\(q) is not on the list."),
                "nextHref": .text(isFull ? wishes.last.map { "\(place)after=\($0.entry.id)" } : nil),
                "firstHref": .text(last == nil ? nil : String(place.dropLast())),
                "addWho": .text(fault == nil ? q : request.field("who")), "addError": .text(fault?.text),
                "addExceptions": .text(request.field("exceptions")), "addNote": .text(request.field("note")),
            ], status: fault?.status ?? .ok)
    }

    // MARK: Changes

    private static func add(_ request: PageRequest) async throws -> Response {
        let entry: ManualSuppression
        let who: String
        do {
            who = try request.require("who", "Give an address or a domain.")
            entry = try self.entry(who, request)
        } catch let fault as WebFault {
            return try await list(request, fault: fault)
        }
        let (isNew, canceled) = try await request.write { try entry.add($0) }
        guard isNew else { return request.done(path, "\(who) is on the list already.") }
        let stopped = canceled == 0 ? "" : " \(PageText.count(canceled, "enrollment")) canceled."
        return request.done(path, "\(who) is on the list.\(stopped)")
    }

    /// Throws with words for the field `who`.
    private static func entry(_ who: String, _ request: PageRequest) throws -> ManualSuppression {
        let exceptions = (request.field("exceptions") ?? "").split {
            $0.isWhitespace || $0 == "," || $0 == ";"
        }
        .map(String.init)
        let note = request.field("note")
        if who.contains("@") {
            guard EmailAddressKey(who).isAddress else { throw fault("“\(who)” is no address.") }
            guard exceptions.isEmpty else { throw fault("Only a domain can have exceptions.") }
            return ManualSuppression(address: who, note: note, actor: request.user.login)
        }
        // A whole top-level domain would stop everything.
        let labels = DomainName.ascii(who).split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, !labels.contains(where: \.isEmpty), !who.contains(where: \.isWhitespace)
        else {
            throw fault("That is neither an address nor a domain.")
        }
        for address in exceptions where !EmailAddressKey(address).isAddress {
            throw fault("“\(address)” among the exceptions is no address.")
        }
        return ManualSuppression(domain: who, exceptions: exceptions, note: note, actor: request.user.login)
    }

    private static func fault(_ words: String) -> WebFault { .invalid("who", words) }

    private static func remove(_ request: PageRequest) async throws -> Response {
        do {
            try await request.parts.actions(request.workspace).removeSuppression(
                request.web.id(), consentEvidence: request.field("consent"), by: request.actor)
        } catch let refusal as Refusal where refusal.code != .notFound {
            return request.done(path, refusal.message, isError: true)
        }
        return request.done(path, "Entry removed. Its leads stay as they are until somebody resumes them.")
    }
}

/// An entry in words for people.
struct SuppressionWords {
    let text: PageText

    static func options(chosen: SuppressionReason?) -> [View] {
        let any: View = ["value": nil, "label": "Any", "selected": .flag(chosen == nil)]
        return [any]
            + SuppressionReason.allCases.map {
                ["value": .text($0.rawValue), "label": .text($0.label), "selected": .flag($0 == chosen)]
            }
    }

    func view(_ wish: SuppressionWish) -> View {
        let entry = wish.entry
        return [
            "id": .id(entry.id), "who": .text(entry.clearText ?? "address not kept"),
            "scope": .text(Self.scope(wish)), "reason": .text(entry.reason.label),
            "evidenceHref": .text(entry.message.map { "/messages/\($0)" }),
            "evidenceText": .text(entry.evidence), "since": .text(text.day(entry.createdAt)),
            "sinceIso": .text(entry.createdAt.iso8601), "by": .text(entry.actor ?? entry.reason.author),
            "needsConsent": .flag(entry.reason.needsConsent),
            "removed": .text(
                entry.removal.map { "Removed \(text.day($0.at)) by \($0.actor): \($0.reason)" }),
        ]
    }

    private static func scope(_ wish: SuppressionWish) -> String {
        switch wish.entry.kind {
        case .address: "one address"
        case .person:
            wish.addressCount > 1 ? "the person, \(wish.addressCount) addresses" : "the person"
        case .domain:
            "domain and all below it"
                + (wish.entry.exceptionCount == 0
                    ? "" : ", except \(PageText.count(wish.entry.exceptionCount, "address", "addresses"))")
        }
    }
}

extension SuppressionReason {
    /// As pages say it.
    var label: String {
        switch self {
        case .oneClick: "one-click"
        case .link, .reply, .complaint, .provider, .import: rawValue
        case .manual: "by hand"
        }
    }

    /// Who made an entry that names nobody.
    fileprivate var author: String {
        switch self {
        case .oneClick, .link: "the person"
        case .reply: "the rules"
        case .complaint: "feedback loop"
        case .provider: "the provider"
        case .manual, .import: "not known"
        }
    }
}
