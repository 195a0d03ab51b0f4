import Ingestion
import LeadStages
import Store

extension APIOperation {
    /// Addresses that one domain entry spares.
    static let maximumExceptions = 100

    static let suppressions: [APIOperation] = [
        APIOperation(
            method: .get, path: "/suppressions", name: "listSuppressions",
            about: "The Do Not Contact list, the oldest entry first; or what stands against one address.",
            scope: .read,
            query: [
                Item(
                    name: "q", schema: Schemas.address,
                    about: "Only the entries in force against this address, all of them."),
                .cursor, .limit,
            ], success: (.ok, .page(.named("Suppression")))
        ) { request in
            if let address = try request.queryAddress("q") {
                let items = try await request.read { transaction in
                    try transaction.standingSuppressions(address: address).map { JSON.suppression($0) }
                }
                return APIAnswer(.page(items, next: nil))
            }
            let (after, limit) = (try request.cursor(of: 1)?.first, request.limit + 1)
            let found = try await request.read {
                try $0.suppressions(after: after.map { RowID($0) }, limit: limit)
            }
            return request.page(found, { .suppression($0) }) { APICursor([$0.id.rawValue]) }
        },
        APIOperation(
            method: .post, path: "/suppressions", name: "addSuppression",
            about: """
                Puts an address, or a domain and all below it, on the Do Not Contact list, and cancels what \
                is under way to it. No program takes an entry off.
                """,
            scope: .write,
            body: .json(
                .object([
                    .optional("address", Schemas.address), .optional("domain", .text(3...253)),
                    .optional("exceptions", .list(Schemas.address, maximum: maximumExceptions)),
                    .optional("reason", .word(["manual", "import"])),
                    .optional("evidence", .text(0...2_000, about: "Why, for those who ask later.")),
                ])),
            success: (
                .created,
                .object([.required("added", .flag), .required("canceled", Schemas.count)])
            )
        ) { request in
            let entry = try request.manualSuppression()
            let (isNew, canceled) = try await request.write { try entry.add($0) }
            return APIAnswer(
                ["added": .flag(isNew), "canceled": .number(canceled)], status: .created)
        },
    ]
}

extension APIRequest {
    fileprivate func manualSuppression() throws -> ManualSuppression {
        let reason: SuppressionReason = text("reason") == "import" ? .import : .manual
        let exceptions = texts("exceptions")
        switch (text("address"), text("domain")) {
        case (let address?, nil):
            try GivenAddress.check(address, "/address")
            guard exceptions.isEmpty else { throw WebFault.unfit("/exceptions", "is for a domain") }
            return ManualSuppression(
                address: address, reason: reason, note: text("evidence"), actor: actor)
        case (nil, let domain?):
            try Self.check(domain)
            for address in exceptions { try GivenAddress.check(address, "/exceptions") }
            return ManualSuppression(
                domain: domain, exceptions: exceptions, reason: reason, note: text("evidence"), actor: actor)
        default: throw WebFault.unfit("/address", "give an address or a domain, one of them")
        }
    }

    /// A whole top-level domain would stop everything.
    private static func check(_ domain: String) throws {
        let labels = DomainName.ascii(domain).split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = !domain.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "@" }
        guard isPlain, labels.count >= 2, !labels.contains(where: \.isEmpty) else {
            throw WebFault.unfit("/domain", "give a domain such as example.com")
        }
    }
}
