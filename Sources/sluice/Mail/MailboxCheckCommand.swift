import ArgumentParser
import Credentials
import Foundation
import MailboxPolling
import PollScheduling
import Store
import WebService
import WebhookDelivery

struct MailboxCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Logs in to an account, lists its folders, and says in words what is wrong; reads no mail.")

    @Argument(help: "Its address.") var address: String
    @OptionGroup var network: NetworkOptions
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let address = address
        let account = try await session.read { try $0.requireMailbox(address) }
        guard let connection = try MailboxConnection(account) else {
            throw CommandFailure(
                "\(address) has no server; give it with 'sluice mailbox add \(address) --host … --password-file …'"
            )
        }
        let access = try session.access(network, to: [connection])
        let found: MailboxLook
        do throws(PollFault) {
            found = try await access.inspect(account.id, connection)
        } catch {
            throw CommandFailure("\(connection.place): \(error.text)")
        }
        try Terminal.write(Self.text(found, connection))
        // What was wrong is mended: the schedule need not wait.
        try await session.write { try $0.schedule(account.id, connection) }
    }

    private static func text(_ look: MailboxLook, _ connection: MailboxConnection) -> String {
        switch look {
        case .signedIn: "\(connection.place): signed in\n"
        case .local(let facts):
            facts.map { "\(PlainText.line(connection.place)): \(PlainText.line($0))\n" }.joined()
        case .server(let found): text(found, connection)
        }
    }

    private static func text(_ found: MailboxInspection, _ connection: MailboxConnection) -> String {
        var lines = ["\(connection.place): logged in"]
        if let messages = found.inboxMessages { lines.append("inbox: \(messages) messages") }
        let polled = found.folders.filter(\.isPolled).map { PlainText.line($0.name) }
        lines.append("polled: \(polled.isEmpty ? "INBOX" : polled.joined(separator: ", "))")
        if connection.readsJunk, polled.count < 2 {
            lines.append("no junk folder found; replies that were taken for spam are not seen")
        }
        let others = found.folders.filter { !$0.isPolled }.map { PlainText.line($0.name) }
        if !others.isEmpty { lines.append("not polled: \(others.joined(separator: ", "))") }
        if connection.isIdle, !found.capabilities.contains("IDLE") {
            lines.append("the server has no IDLE; new mail is seen at each poll")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

struct MailboxResealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reseal",
        abstract: "Seals all passwords, tokens and webhook secrets with the first of the sealing keys.",
        discussion: """
            To change the key: put the new one before the old one in SLUICE_SEALING_KEYS, run this, then take the old \
            one away.
            """)

    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let keys = try SealingKeys.load(ProcessInfo.processInfo.environment)
        let vault = MailboxVault(keys)
        let mailboxes = try await session.write { transaction in
            var count = try WebhookSourceVault(keys: keys).reseal(transaction)
            for account in try transaction.mailboxes() {
                guard let connection = try MailboxConnection(account),
                    let new = try vault.resealed(connection, of: account.id)
                else { continue }
                try transaction.setMailboxSettings(account.id, to: StoreJSON.text(new))
                count += 1
            }
            return count
        }
        let receivers = try await WebhookEndpoints(
            store: session.store, workspace: session.workspace, keys: keys, clock: session.clock
        ).reseal()
        try Terminal.write("sealed again: \(mailboxes + receivers)\n")
    }
}
