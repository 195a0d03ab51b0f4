import ArgumentParser
import Ingestion
import Store

struct SuppressCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppress",
        abstract: "The Do Not Contact list: nobody on it is mailed, in any campaign.",
        subcommands: [
            SuppressAddCommand.self, SuppressCheckCommand.self, SuppressRemoveCommand.self,
            SuppressExportCommand.self,
        ])
}

struct SuppressAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Puts addresses or whole domains on the list, and cancels what is under way to them.",
        discussion: "A text without @ is a domain; all domains below it are covered too.")

    @Argument(help: ArgumentHelp("Addresses or domains.", valueName: "address|domain")) var targets: [String]
    @Option(help: ArgumentHelp("An address that a domain entry spares.", valueName: "address")) var except:
        [String] = []
    @Option(help: ArgumentHelp("Why, for those who ask later.", valueName: "text")) var note: String?
    @OptionGroup var session: SessionOptions

    func validate() throws {
        for target in targets {
            if target.contains("@") {
                try AddressArgument.check(target)
            } else if !target.contains(".") || target.contains(where: \.isWhitespace) {
                throw ValidationError("'\(target)' is neither an address nor a domain.")
            }
        }
        for address in except { try AddressArgument.check(address) }
    }

    func run() async throws {
        let session = try await Session.open(session)
        let (note, except) = (note, except)
        for text in targets {
            let entry =
                text.contains("@")
                ? ManualSuppression(address: text, note: note, actor: session.actor)
                : ManualSuppression(domain: text, exceptions: except, note: note, actor: session.actor)
            let result = try await session.write { try entry.add($0) }
            let stopped = result.canceled == 0 ? "" : ", \(result.canceled) enrollments canceled"
            try Terminal.write(
                "\(PlainText.line(text)): \(result.isNew ? "added" : "is on the list already")\(stopped)\n")
        }
    }
}

struct SuppressCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Says whether addresses are on the list, and by which entries.")

    @Argument(help: ArgumentHelp("Addresses.", valueName: "address")) var addresses: [String]
    @Flag(help: "Removed entries too.") var history = false
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    func validate() throws { for address in addresses { try AddressArgument.check(address) } }

    func run() async throws {
        let session = try await Session.open(session)
        let (addresses, history) = (addresses, history)
        let found = try await session.read { transaction in
            try addresses.map { address in
                history
                    ? try transaction.suppressionHistory(address: address)
                    : try transaction.standingSuppressions(address: address)
            }
        }
        let pairs = Array(zip(addresses, found))
        try json ? writeJSON(pairs) : writeText(pairs)
    }

    private func writeJSON(_ pairs: [(String, [StoredSuppression])]) throws {
        var text = JSONText()
        text.object { text in
            text.field("addresses", each: pairs) { text, pair in
                text.field("address", pair.0)
                text.field("suppressed", pair.1.contains(where: \.isActive))
                text.key("entries")
                text.array(of: pair.1) { text, entry in text.object { $0.members(of: entry) } }
            }
        }
        text.endLine()
        try Terminal.write(text)
    }

    private func writeText(_ pairs: [(String, [StoredSuppression])]) throws {
        for (address, entries) in pairs {
            let isListed = entries.contains(where: \.isActive)
            try Terminal.write("\(PlainText.line(address)): \(isListed ? "do not contact" : "free")\n")
            for entry in entries { try Terminal.write("  \(SuppressionText.line(entry))\n") }
        }
    }
}

/// An entry in words for people.
enum SuppressionText {
    static func line(_ entry: StoredSuppression) -> String {
        var text = "entry \(entry.id): \(entry.kind.rawValue)"
        if let clear = entry.clearText { text += " \(PlainText.line(clear))" }
        text += ", \(entry.reason.rawValue), \(LocalText.minute(entry.createdAt))"
        if let actor = entry.actor { text += ", by \(PlainText.line(actor))" }
        if let message = entry.message { text += ", message \(message)" }
        if let evidence = entry.evidence { text += ": \"\(PlainText.line(evidence))\"" }
        if let removal = entry.removal {
            text +=
                "; removed \(LocalText.minute(removal.at)) by \(PlainText.line(removal.actor)): "
                + PlainText.line(removal.reason)
        }
        return text
    }
}

extension JSONText {
    mutating func members(of entry: StoredSuppression) {
        field("id", Int(entry.id.rawValue))
        field("kind", entry.kind.rawValue)
        field("value", entry.clearText)
        field("reason", entry.reason.rawValue)
        field("evidence", entry.evidence)
        field("message_id", entry.message.map { Int($0.rawValue) })
        field("actor", entry.actor)
        field("created_at", entry.createdAt)
        field("removed_at", entry.removal?.at)
        field("removed_by", entry.removal?.actor)
        field("removal_reason", entry.removal?.reason)
    }
}
