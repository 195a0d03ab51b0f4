import Foundation
import Testing

/// What people put right.
struct CorrectionTests {
    private static let mailbox = "mia@outreach.northwind.example"

    @Test("mail that matched nobody is listed, attached by hand, and given another class")
    func attach() throws {
        let program = try Program()
        defer { program.remove() }
        try program.expect(["mailbox", "add", Self.mailbox])
        try program.expect(["campaign", "add", "Spring"])
        try program.expect(["campaign", "step", "add", "Spring"])
        try program.expect(["lead", "add", "ann@firm.example", "--campaign", "Spring"])
        try program.write(
            """
            {"message_id":"<slc.0@o.example>","lead":"ann@firm.example","campaign":"Spring","step":1,\
            "mailbox":"\(Self.mailbox)","sent_at":"2026-03-02T08:00:00Z"}\n
            """, to: "sends.jsonl")
        try program.expect(["send", "import", "sends.jsonl"])
        try program.write(
            """
            From: Someone <someone@elsewhere.example>
            To: \(Self.mailbox)
            Subject: Re: Quick question
            Date: Tue, 3 Mar 2026 09:00:00 +0000
            Message-ID: <u1@elsewhere.example>
            In-Reply-To: <unknown@o.example>

            Could you send me the prices?

            """, to: "mail/1.eml")
        try program.expect(["ingest", "mail", "--mailbox", Self.mailbox, "--at", "2026-03-03T10:00:00Z"])
        let list = try program.json(["message", "list", "--json"])
        let waiting = try #require((list["messages"] as? [[String: Any]])?.first)
        let message = "\(waiting["id"] as? Int ?? 0)"
        let text = try program.expect(
            ["message", "attach", message, "--lead", "ann@firm.example", "--campaign", "Spring"])
        #expect(text.contains("→ Replied") || text.contains("Replied"), "\(text)")
        let changed = try program.expect(
            ["message", "reclassify", message, "--kind", "unsubscribe", "--reason", "she rang"])
        #expect(changed.contains("Unsubscribed"), "\(changed)")
        #expect(
            try program.run(["message", "reclassify", message, "--kind", "bounce", "--intent", "meeting"])
                .status == 2)
    }
}
