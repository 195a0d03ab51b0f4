import Ingestion
import LeadStages
import Store

extension APIOperation {
    static let sends: [APIOperation] = [
        APIOperation(
            method: .post, path: "/sends", name: "registerSend",
            about: """
                Registers a mail that an outside sender is about to hand over, so that what comes back can \
                be matched. Refused (409) when it must not leave: the lead is suppressed, its stage sends \
                nothing, its address is invalid, or a review holds it. The same `message_id` again is \
                `known` and changes nothing. `unsubscribe_url` belongs into List-Unsubscribe (RFC 8058) and \
                into the text.
                """,
            scope: .write, body: .json(.object(newSend)),
            success: (
                .created,
                .object([
                    .required("id", .id), .required("known", .flag),
                    .required("unsubscribe_url", Schemas.anyText), .required("send", .named("Send")),
                ])
            ), faults: [.notFound]
        ) { request in
            let new = try await request.read { try request.outsideSend($0) }
            let (send, isNew) = try await SendRegistration(
                store: request.parts.store, workspace: request.workspace, clock: request.parts.clock
            ).register(new)
            try await request.nameSend(send)
            let token = UnsubscribeToken(keys: try await request.parts.store.unsubscribeKeys()).text(
                OneClick.Target(workspace: request.workspace, enrollment: send.enrollment, send: send.id))
            return APIAnswer(
                [
                    "id": .id(send.id), "known": .flag(!isNew),
                    "unsubscribe_url": .text(try request.linkOrigin + "/u/" + token), "send": .send(send),
                ], status: .created)
        },
        APIOperation(
            method: .post, path: "/sends/{send}/result", name: "reportSend",
            about: """
                Says what became of a send. One that `failed` did not leave: its step is open again, and the \
                lead has the error. A new try is a send of its own.
                """,
            scope: .write,
            body: .json(
                .object([
                    .required("result", .word(["sent", "failed"])),
                    .optional("error", .nullable(Schemas.errorCode)),
                    .optional("provider_id", Self.providerID),
                ])), success: (.ok, .named("Send"))
        ) { request in
            let result = try request.sendResult()
            let send = try await SendRegistration(
                store: request.parts.store, workspace: request.workspace, clock: request.parts.clock
            ).report(result, on: try request.web.id("send"))
            try await request.nameSend(send)
            return APIAnswer(.send(send))
        },
    ]

    private static let providerID = Schema.text(
        1...300,
        about: "What the provider calls the mail, where its notifications do not name the Message-ID.")

    private static let newSend: [Schema.Property] = [
        .required("message_id", .text(3...998, about: "With or without angle brackets.")),
        .optional("enrollment", .id),
        .optional("lead", .integer(1...Int64.max, about: "With `campaign`, in the place of `enrollment`.")),
        .optional("campaign", .id), .required("mailbox", Schemas.address),
        .optional(
            "step",
            .integer(1...10_000, about: "Its place; 1 is the first. Without it the sender keeps the steps.")),
        .optional("recipient", Schemas.address), .optional("subject", .text(0...2_000)),
        .optional(
            "text",
            .text(0...200_000, about: "Recognises an answer without references by it; it is not kept.")),
        .optional("token", .text(1...200, about: "Of a plus-address or VERP.")),
        .optional("sent_at", .instant), .optional("provider_id", providerID),
        .optional("already_sent", .flag),
    ]
}

extension APIRequest {
    /// What stands before the path in links of mail. Never what a client calls us, but for a client on this machine.
    fileprivate var linkOrigin: String {
        get throws {
            if let given = web.settings.publicURL { return given }
            guard AddressRange("127.0.0.0/8")?.contains(web.client) ?? false else {
                throw WebFault(
                    .conflict, "no_public_url",
                    "Set public_url first: links in mail have to lead here for years.")
            }
            return web.origin
        }
    }

    fileprivate func nameSend(_ send: Send) async throws {
        guard let name = text("provider_id") else { return }
        try await write { try $0.setProviderID(name, of: send.id) }
    }

    fileprivate func outsideSend(_ transaction: StoreTransaction) throws -> OutsideSend {
        if let recipient = text("recipient") { try GivenAddress.check(recipient, "/recipient") }
        try GivenAddress.check(text("mailbox") ?? "", "/mailbox")
        let messageID = text("message_id") ?? ""
        guard messageID.unicodeScalars.contains(where: { !"<> \t".unicodeScalars.contains($0) }) else {
            throw WebFault.unfit("/message_id", "is empty")
        }
        return OutsideSend(
            enrollment: try sendingEnrollment(transaction), mailbox: text("mailbox") ?? "",
            step: integer("step").map { Int($0) }, recipient: text("recipient"), messageID: messageID,
            token: text("token"), subject: text("subject"), text: text("text"), sentAt: instant("sent_at"),
            isSent: flag("already_sent") ?? false)
    }

    private func sendingEnrollment(_ transaction: StoreTransaction) throws -> RowID<Enrollment> {
        if let given: RowID<Enrollment> = id("enrollment") { return given }
        guard let lead: RowID<Lead> = id("lead"), let campaign: RowID<Campaign> = id("campaign") else {
            throw WebFault.unfit("/enrollment", "give enrollment, or lead and campaign")
        }
        guard let found = try transaction.enrollment(lead: lead, campaign: campaign) else {
            throw WebFault.unknown("enrollment", "/lead")
        }
        return found
    }

    fileprivate func sendResult() throws -> SendResult {
        let code = text("error").flatMap { LeadErrorCode(rawValue: $0) }
        switch (text("result"), code) {
        case ("sent", nil): return .sent
        case ("failed", let code?): return .failed(code)
        case ("failed", nil): throw WebFault.unfit("/error", "say which error it was")
        default: throw WebFault.unfit("/error", "is for a result of failed")
        }
    }
}
