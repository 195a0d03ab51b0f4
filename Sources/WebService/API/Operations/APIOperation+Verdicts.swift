import CalendarTime
import Classification
import Ingestion
import MailFormat
import Store

extension APIOperation {
    static let verdicts: [APIOperation] = [
        APIOperation(
            method: .get, path: "/verdicts/{message}", name: "getVerdict",
            about: "What a message is, and the rules and words that say so.", scope: .read,
            success: (.ok, .named("Verdict"))
        ) { request in
            APIAnswer(try await request.read { try request.verdict($0) })
        },
        APIOperation(
            method: .post, path: "/verdicts/{message}", name: "correctVerdict",
            about: "Gives a message another class, and takes back what the old one brought about.",
            scope: .write, body: .json(.named("Class")),
            success: (
                .ok,
                .object([.required("verdict", .named("Verdict")), .required("changes", Schemas.changes)])
            ), faults: [.gone]
        ) { request in
            let corrected = try request.correctedClass()
            let id: RowID<StoredMessage> = try request.web.id("message")
            let changes = try await Corrections(request.parts.ingest(request.workspace))
                .reclassify(id, as: corrected, by: request.leadActor)
            let verdict = try await request.read { try request.verdict($0) }
            return APIAnswer(["verdict": verdict, "changes": .changes(changes)])
        },
        APIOperation(
            method: .post, path: "/classify", name: "classify",
            about: "Says what a message is. Nothing is stored.", scope: .read,
            query: [
                Item(
                    name: "received_at", schema: .instant,
                    about: "When it was received; else the topmost Received field, else Date.")
            ],
            body: .octets(rawType), bodyLimit: WebSettings.Limit.upload,
            success: (.ok, .named("ClassifiedMessage"))
        ) { request in
            let received = request.web.query("received_at").flatMap { APIDate.instant($0) }
            return APIAnswer(await classified(request.web.body, received, by: request.parts.classifier))
        },
    ]

    /// Off the threads that answer requests: a large message takes its time.
    @concurrent private static func classified(
        _ bytes: [UInt8], _ received: Instant?, by classifier: Classifier
    ) async -> JSON {
        let message = Message(bytes)
        return ClassifiedMessage(
            message: message, verdict: classifier.classify(message, receivedAt: received)
        )
        .json
    }
}

extension APIRequest {
    fileprivate func verdict(_ transaction: StoreTransaction) throws -> JSON {
        guard let found = try transaction.currentVerdict(on: try message(transaction).id) else {
            throw WebFault.notFound
        }
        return .verdict(found, try? VerdictDetail(json: found.detail))
    }

    fileprivate func correctedClass() throws -> Corrections.Class {
        guard let kind = text("kind").flatMap({ Kind(rawValue: $0) }) else {
            throw WebFault.invalid("/kind", "is unknown")
        }
        let (subkind, intent) = (
            text("subkind").flatMap { Subkind(rawValue: $0) }, text("intent").flatMap { Intent(rawValue: $0) }
        )
        if subkind != nil, kind != .autoReply {
            throw WebFault.unfit("/subkind", "is for auto_reply only")
        }
        if intent != nil, kind != .reply { throw WebFault.unfit("/intent", "is for reply only") }
        return Corrections.Class(kind, subkind: subkind, intent: intent)
    }
}
