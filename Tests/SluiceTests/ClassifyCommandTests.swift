import Foundation
import Testing

private let reply = """
    Received: from a.example by b.example; Tue, 3 Mar 2026 09:00:00 +0000
    From: Ann Hale <ann@halemoves.example>
    To: mia@outreach.northwind.example
    Subject: =?utf-8?q?Re:_Gr=C3=BC=C3=9Fe?=
    Date: Tue, 3 Mar 2026 08:59:00 +0000
    Message-ID: <r1@halemoves.example>
    In-Reply-To: <slc.1@outreach.northwind.example>
    References: <slc.0@outreach.northwind.example> <slc.1@outreach.northwind.example>
    Content-Type: text/plain; charset=utf-8

    Thanks, could you send me the prices?

    """

private let bounce = """
    Return-Path: <>
    From: MAILER-DAEMON@mx.firm.example
    To: mia@outreach.northwind.example
    Subject: Undelivered Mail Returned to Sender
    Date: Tue, 3 Mar 2026 08:59:00 +0000
    Message-ID: <b1@mx.firm.example>
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary=b

    --b
    Content-Type: text/plain

    The mail could not be delivered.
    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.firm.example

    Final-Recipient: rfc822; bo@firm.example
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 5.1.1 User unknown
    --b
    Content-Type: text/rfc822-headers

    Message-ID: <slc.1@outreach.northwind.example>
    To: bo@firm.example
    --b--

    """

struct ClassifyCommandTests {
    @Test("every field of the contract, in its order")
    func fields() throws {
        let program = try Program()
        defer { program.remove() }
        let file = try program.write(bounce, to: "mail/b.eml")
        let line = try program.expect(["classify", "--jsonl", file])
        #expect(
            JSONKeys.of(line) == [
                "file", "index", "sha256", "kind", "subkind", "intent", "confidence", "runner_up", "language",
                "evidence", "visible_reply", "return_date", "return_date_evidence", "recipients", "forged",
                "other_unsubscribe", "not_now_until", "in_reply_to", "new_contact", "new_address",
                "authentication", "message", "defects", "rules_version",
            ])
        #expect(
            JSONKeys.of(line, below: "evidence") == ["rule", "field", "start", "length", "text", "weight"])
        #expect(
            JSONKeys.of(line, below: "recipients") == [
                "address", "original", "action", "status", "smtp_reply", "reason", "hard", "blame",
                "permanence", "lead",
                "diagnostic", "remote_mta", "reporting_mta",
            ])
        #expect(
            JSONKeys.of(line, below: "message") == [
                "subject", "from", "message_id", "in_reply_to", "references", "parts", "text", "attachments",
                "contained_files", "wrappers", "size",
            ])
        #expect(line.contains(#""kind":"bounce""#))
        #expect(line.contains(#""in_reply_to":"<slc.1@outreach.northwind.example>""#))
        #expect(line.contains(#""parts":["text/plain","message/delivery-status","text/rfc822-headers"]"#))
    }

    @Test("what a message says, decoded")
    func values() throws {
        let program = try Program()
        defer { program.remove() }
        let text = try program.expect(["classify", "--jsonl", "-"], input: reply)
        let line = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(line["file"] as? String == "-" && line["index"] is NSNull)
        #expect(line["kind"] as? String == "reply")
        #expect(line["visible_reply"] as? String == "Thanks, could you send me the prices?")
        #expect((line["sha256"] as? String)?.count == 64)
        #expect((line["evidence"] as? [Any])?.isEmpty == false)
        let message = try #require(line["message"] as? [String: Any])
        #expect(message["subject"] as? String == "Re: Grüße")
        #expect(
            message["from"] as? [[String: String]] == [["name": "Ann Hale", "addr": "ann@halemoves.example"]])
        #expect(
            message["references"] as? [String] == [
                "slc.0@outreach.northwind.example", "slc.1@outreach.northwind.example",
            ])
        #expect(message["size"] as? Int == reply.utf8.count)
    }

    @Test("a folder: one line a file, names relative and sorted, the same bytes each time")
    func folder() throws {
        let program = try Program()
        defer { program.remove() }
        for number in 0..<150 { try program.write(reply, to: "mail/\(number % 3)/\(number).eml") }
        try program.write(bounce, to: "mail/a.eml")
        try program.write("From - Tue Mar  3 09:00:00 2026\n" + reply, to: "mail/z")
        let first = try program.expect(["classify", "--jsonl", "mail"])
        let files = try first.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?["file"] as? String ?? ""
        }
        #expect(files.count == 152 && files.first == "0/0.eml" && files.last == "z")
        #expect(files == files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(try program.expect(["classify", "--jsonl", "mail"]) == first)
    }

    @Test("an mbox counts its messages from 0")
    func mbox() throws {
        let program = try Program()
        defer { program.remove() }
        let separator = "From - Tue Mar  3 09:00:00 2026\n"
        let box = separator + reply + "\n" + separator + bounce + "\n"
        for arguments in [["all.mbox"], ["all", "--mbox"]] {
            try program.write(box, to: arguments[0])
            let lines = try program.expect(["classify", "--jsonl"] + arguments).split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines[0].contains(#""index":0,"#) && lines[0].contains(#""kind":"reply""#))
            #expect(lines[1].contains(#""index":1,"#) && lines[1].contains(#""kind":"bounce""#))
        }
    }

    @Test("the table for people")
    func table() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write(bounce, to: "mail/b.eml")
        let lines = try program.run(["classify", "mail"]).lines
        try #require(lines.count >= 5)
        #expect(
            lines[0].split(separator: " ").map(String.init) == [
                "Message", "Kind", "Sure", "Lang", "From", "Says",
            ])
        #expect(lines[1].hasPrefix("───────  ──────"))
        #expect(lines[2].hasPrefix("b.eml    bounce"))
        #expect(lines[2].hasSuffix("bo@firm.example failed 5.1.1 userunknown hard"))
        #expect(lines[4] == "1 message: 1 bounce")
    }

    @Test("an explanation names rule, field and words")
    func explanation() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write(reply, to: "mail/r.eml")
        let text = try program.expect(["classify", "--explain", "mail"])
        #expect(text.hasPrefix("r.eml\n  kind        reply"))
        #expect(
            text.contains("\n  because\n    ")
                && text.contains("\n    | Thanks, could you send me the prices?\n"))
    }

    @Test("one unreadable file: every other gets its line, exit 1 at the end")
    func unreadable() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write(reply, to: "mail/a.eml")
        try program.write(reply, to: "mail/c.eml")
        try FileManager.default.createSymbolicLink(
            atPath: program.path("mail/b.eml"), withDestinationPath: "nowhere")
        let result = try program.run(["classify", "--jsonl", "mail"])
        #expect(result.status == 1 && result.lines.count == 3)
        #expect(result.diagnostics.contains("mail/b.eml: there is no such file"))
    }

    @Test("a text of mail cannot write to the terminal")
    func harmless() throws {
        let program = try Program()
        defer { program.remove() }
        let mail =
            "From: a@b.example\nSubject: =?utf-8?b?\(Data("x\u{1B}]0;y\u{7}".utf8).base64EncodedString())?=\n\nhi\u{1B}[2J\n"
        try program.write(mail, to: "m/a\u{1B}.eml")
        for form in [["--explain"], []] {
            #expect(try !program.expect(["classify", "m"] + form).contains("\u{1B}"))
        }
    }
}
