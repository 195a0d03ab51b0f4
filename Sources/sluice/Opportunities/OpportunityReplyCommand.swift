import ArgumentParser
import Correspondence
import Foundation
import PollScheduling
import Store

struct OpportunityReplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply",
        abstract: "Answers on a card, in the same thread, through the SMTP server of its mailbox.",
        discussion: """
            It goes to whom the last message of a person wants answers sent. No stage changes. Where it is not known \
            whether the server took the mail, the command fails and says so; with the same --key and the same text it \
            never sends twice.
            """)

    @Argument(help: "Id of the card.") var id: Int64
    @Option(help: ArgumentHelp("File with the text, in UTF-8; '-' is standard input.", valueName: "file"))
    var textFile = "-"
    @Option(help: ArgumentHelp("The name beside the mailbox's address.", valueName: "name"))
    var senderName: String?
    @Option(help: ArgumentHelp("The message answered, where not the last.", valueName: "id"))
    var message: Int64?
    @Option(
        help: ArgumentHelp("A word of yours for this answer: the same one sends once.", valueName: "text"))
    var key: String?
    @OptionGroup var network: NetworkOptions
    @OptionGroup var session: SessionOptions

    func validate() throws {
        let allowed = 1...ReplySending.maximumKeyLength
        guard key.map({ allowed.contains($0.count) }) ?? true else {
            throw ValidationError("--key takes 1 to \(allowed.upperBound) characters.")
        }
    }

    func run() async throws {
        let session = try await Session.open(session)
        let card = RowID<Opportunity>(id)
        _ = try await session.read { try $0.requireOpportunity(card) }
        let draft = ReplyDraft(senderName: senderName ?? "", text: try text())
        let sending = ReplySending(
            store: session.store, workspace: session.workspace, access: try session.access(network),
            clock: session.clock)
        let sent = try await sending.send(
            draft, on: card, answering: message.map { RowID($0) }, key: key ?? UUID().uuidString,
            actor: session.actor)
        try tell(sent)
    }

    private func text() throws -> String {
        let place = textFile == "-" ? "standard input" : textFile
        guard let file = textFile == "-" ? .standardInput : FileHandle(forReadingAtPath: textFile) else {
            throw CommandFailure("\(place): cannot read the text; check path and permissions")
        }
        let limit = ReplyDraft.maximumTextLength
        let data = try file.read(upToCount: limit + 1) ?? Data()
        guard data.count <= limit else { throw ReplyFault.textTooLong(limit) }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw CommandFailure("\(place): not UTF-8; save the text as UTF-8")
        }
        return text
    }

    private func tell(_ sent: OutgoingMailRow) throws {
        let fault = sent.fault ?? ""
        switch sent.state {
        case .sent:
            let to = sent.recipients.map { PlainText.line($0.address) }.joined(separator: ", ")
            try Terminal.write("opportunity \(id): sent to \(to)\n")
            if !fault.isEmpty { Terminal.report("opportunity \(id): \(fault)") }
            return
        case .sending:
            Terminal.report("opportunity \(id): this answer is being sent already; look at the card later")
        case .unknown: Terminal.report("opportunity \(id): not known whether it was sent; \(fault)")
        case .refused, .failed:
            let code = sent.replyCode.map { " (SMTP \($0))" } ?? ""
            Terminal.report("opportunity \(id): not sent\(code); \(fault)")
        }
        throw ExitCode.failure
    }
}
