import Store

extension APIOperation {
    static let leads: [APIOperation] = [
        APIOperation(
            method: .get, path: "/leads", name: "findLead", about: "The lead that has an address; or none.",
            scope: .read,
            query: [Item(name: "email", schema: Schemas.address, about: "Exact.", isRequired: true)],
            success: (.ok, .page(.named("Lead")))
        ) { request in
            let address = try request.queryAddress("email") ?? ""
            let items = try await request.read { transaction in
                try transaction.lead(address: address).flatMap { try transaction.lead($0) }
                    .map { [try JSON.lead($0, transaction)] } ?? []
            }
            return APIAnswer(.page(items, next: nil))
        },
        APIOperation(
            method: .get, path: "/leads/{lead}", name: "getLead",
            about: "A lead: addresses, campaigns and stages, Do Not Contact entries, mail, cards.",
            scope: .read, success: (.ok, .named("Lead"))
        ) { request in
            APIAnswer(
                try await request.read { transaction in
                    guard let lead = try transaction.lead(try request.web.id("lead")), lead.erasedAt == nil
                    else { throw WebFault.notFound }
                    return try .lead(lead, transaction)
                })
        },
        APIOperation(
            method: .delete, path: "/leads/{lead}", name: "eraseLead",
            about: """
                Erases a person for good: mail, words and addresses are gone; only hashes and counts stay, \
                so that the address is refused when somebody adds it again.
                """,
            scope: .erase, success: (.noContent, nil)
        ) { request in
            try await request.parts.actions(request.workspace).erase(
                try request.web.id("lead"), by: request.leadActor)
            return APIAnswer(nil, status: .noContent)
        },
    ]
}
