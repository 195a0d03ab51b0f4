import Foundation
import Testing

extension Sluice {
    /// Runs a command that has to work; its output.
    @discardableResult
    func expect(_ arguments: [String]) throws -> String {
        let result = try run(arguments)
        try #require(result.status == 0 && !result.wasKilled, "sluice \(arguments): \(result.diagnostics)")
        return result.output
    }

    /// A campaign whose leads have all got its first mail.
    func prepare(_ mail: CampaignMail) throws {
        let leads = try write(mail.leadRows, to: "leads.csv")
        let sends = try write(mail.sendLines, to: "sends.jsonl")
        try expect(["mailbox", "add", CampaignMail.mailbox])
        try expect(["campaign", "add", "Spring", "--time-zone", "Europe/Berlin"])
        for _ in 1...2 { try expect(["campaign", "step", "add", "Spring"]) }
        try expect(["lead", "import", leads, "--campaign", "Spring"])
        try expect(["send", "import", sends])
    }

    /// Writes the messages as files of one folder; its path.
    func writeMessages(_ numbers: Range<Int>, of mail: CampaignMail, to folder: String) throws -> String {
        for number in numbers {
            _ = try write(mail.message(number), to: "\(folder)/\(number).eml")
        }
        return self.folder.appending(path: folder).path
    }

    var stats: [String: JSONValue] {
        get throws {
            let text = try expect(["admin", "stats", "--json"])
            return try JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8))
        }
    }

    /// Messages that were classified.
    var messageCount: Int {
        get throws {
            guard case .object(let kinds)? = try stats["messages_by_kind"] else { return 0 }
            return kinds.values.reduce(0) { if case .number(let number) = $1 { $0 + number } else { $0 } }
        }
    }

    /// Looks every quarter of a second, for half a minute.
    func waitUntil(_ what: String, _ condition: () throws -> Bool) throws {
        for _ in 0..<120 {
            if try condition() { return }
            Thread.sleep(forTimeInterval: 0.25)
        }
        Issue.record("\(what) did not come")
    }

    /// Stage of every lead of the campaign, by address.
    var stages: [String: String] {
        get throws {
            let text = try expect(["lead", "list", "--campaign", "Spring", "--all", "--json"])
            let list = try JSONDecoder().decode(StageList.self, from: Data(text.utf8))
            return Dictionary(list.leads.map { ($0.email, $0.stage) }) { first, _ in first }
        }
    }
}

private struct StageList: Decodable {
    struct Row: Decodable {
        let email: String
        let stage: String
    }
    let leads: [Row]
}

/// What a statistics object holds: numbers and objects of numbers.
enum JSONValue: Decodable, Equatable {
    case number(Int)
    case object([String: JSONValue])
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if let object = try? container.decode([String: JSONValue].self) {
            self = .object(object)
        } else {
            self = .other
        }
    }
}
