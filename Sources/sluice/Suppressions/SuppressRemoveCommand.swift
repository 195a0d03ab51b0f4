import ArgumentParser
import LeadStages
import Store

struct SuppressRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes one entry off the list; stages stay as they are, so the lead has to be resumed.",
        discussion:
            "What a person asked for by reply, by click or by a complaint needs the evidence of a new consent."
    )

    @Argument(help: "Id of the entry, as 'sluice suppress check' shows it.") var id: Int64
    @Option(help: ArgumentHelp("Why; kept for ever.", valueName: "text")) var reason: String
    @Option(help: ArgumentHelp("What proves the person's new consent.", valueName: "text")) var consent:
        String?
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let id = RowID<StoredSuppression>(id)
        guard try await session.read({ try $0.suppression(id) }) != nil else {
            throw CommandFailure("no entry \(id); 'sluice suppress check ADDRESS' shows those of an address")
        }
        try await session.actions().removeSuppression(
            id, consentEvidence: consent, by: session.actor(reason: reason))
        try Terminal.write(
            "entry \(id) is removed; the stages of its leads stay until somebody resumes them\n")
    }
}

struct SuppressExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the list as CSV; an entry of which only the hash is kept has no value.")

    @Flag(help: "One JSON object a line instead.") var jsonl = false
    @Flag(help: "Removed entries too.") var history = false
    @OptionGroup var session: SessionOptions

    private static let page = 1_000

    func run() async throws {
        let session = try await Session.open(session)
        let history = history
        if !jsonl { try Terminal.write("id,kind,value,reason,created_at,actor,removed_at\r\n") }
        var last: RowID<StoredSuppression>?
        while true {
            let after = last
            let entries = try await session.read {
                try $0.suppressions(after: after, limit: Self.page, includesRemoved: history)
            }
            try write(entries)
            guard entries.count == Self.page, let final = entries.last else { return }
            last = final.id
        }
    }

    private func write(_ entries: [StoredSuppression]) throws {
        if jsonl {
            var text = JSONText()
            for entry in entries {
                text.object { $0.members(of: entry) }
                text.endLine()
            }
            return try Terminal.write(text)
        }
        let rows = entries.map { entry in
            [
                entry.id.description, entry.kind.rawValue, entry.clearText ?? "", entry.reason.rawValue,
                entry.createdAt.iso8601, entry.actor ?? "", entry.removal?.at.iso8601 ?? "",
            ].map(DelimitedCell.quoted).joined(separator: ",") + "\r\n"
        }
        try Terminal.write(rows.joined())
    }
}
