import CalendarTime
import Ingestion
import Store

extension APIOperation {
    static let messages: [APIOperation] = [
        APIOperation(
            method: .post, path: "/messages", name: "deliverMessage",
            about: """
                Takes one raw message that a mailbox received. It is on disk when this answers, and is \
                worked on afterwards. The same bytes for the same mailbox again are `known` and change \
                nothing.
                """,
            scope: .ingest,
            query: [
                Item(
                    name: "mailbox", schema: Schemas.address,
                    about: "Address of the mailbox that received it.",
                    isRequired: true)
            ],
            body: .octets(rawType), bodyLimit: WebSettings.Limit.upload,
            success: (
                .accepted,
                .object([.required("delivery", .named("Delivery")), .required("known", .flag)])
            ), faults: [.notFound]
        ) { request in
            let address = try request.queryAddress("mailbox") ?? ""
            if request.web.body.isEmpty { throw WebFault.unfit("/", "the message is empty") }
            let mailbox = try await request.read { transaction in
                guard let found = try transaction.mailbox(address), found.removedAt == nil else {
                    throw WebFault(
                        .notFound, "unknown_mailbox", "There is no such mailbox; add it first.",
                        field: "mailbox")
                }
                return found.id
            }
            let (delivery, isNew) = try await request.parts.ingest(request.workspace)
                .accept(request.web.body, source: "api", mailbox: mailbox)
            request.parts.callWorker(request.workspace)
            return APIAnswer(["delivery": .delivery(delivery), "known": .flag(!isNew)], status: .accepted)
        },
        APIOperation(
            method: .get, path: "/deliveries/{delivery}", name: "getDelivery",
            about: "What became of a delivery: once it is done it names the message.", scope: .read,
            success: (.ok, .named("Delivery"))
        ) { request in
            let id: RowID<Delivery> = try request.web.id("delivery")
            guard let found = try await request.read({ try $0.delivery(id) }) else { throw WebFault.notFound }
            return APIAnswer(.delivery(found))
        },
        APIOperation(
            method: .get, path: "/messages", name: "listWaitingMessages",
            about: "Mail that is no lead's: what matched nobody, or is held for a person; the newest first.",
            scope: .read,
            query: [
                Item(
                    name: "match", schema: .word(["unmatched", "held"]),
                    about: "Which mail; `unmatched` if not given."),
                .cursor, .limit,
            ], success: (.ok, .page(.named("MessageHead")))
        ) { request in
            let place = try request.cursor(of: 2).map {
                ReceivedPlace(at: Instant(microseconds: $0[0]), message: RowID($0[1]))
            }
            let (state, limit) = (request.web.query("match") ?? "unmatched", request.limit + 1)
            let found = try await request.read {
                try $0.unattached(state: state, after: place, limit: limit)
            }
            return request.page(found, { .messageHead($0) }) {
                APICursor([$0.receivedAt.microseconds, $0.id.rawValue])
            }
        },
        APIOperation(
            method: .get, path: "/messages/{message}", name: "getMessage", about: "One message.",
            scope: .read, success: (.ok, .named("Message"))
        ) { request in
            APIAnswer(try await request.read { try .message(try request.message($0), $0) })
        },
        APIOperation(
            method: .post, path: "/messages/{message}/attach", name: "attachMessage",
            about: "Says that a message which matched nobody belongs to an enrollment.", scope: .write,
            body: .json(.object([.required("enrollment", .id)])),
            success: (.ok, .object([.required("changes", Schemas.changes)])), faults: [.gone]
        ) { request in
            let enrollment: RowID<Enrollment> = request.id("enrollment") ?? RowID(0)
            let id: RowID<StoredMessage> = try request.web.id("message")
            let changes = try await Corrections(request.parts.ingest(request.workspace))
                .attach(id, to: enrollment, by: request.leadActor)
            return APIAnswer(["changes": .changes(changes)])
        },
    ]

    static let rawType = "message/rfc822"
}

extension APIRequest {
    /// Of the path; throws when this workspace has none of that id.
    func message(_ transaction: StoreTransaction) throws -> StoredMessage {
        guard let found = try transaction.message(try web.id("message")) else { throw WebFault.notFound }
        return found
    }
}
