/// A campaign with its leads and sends, and what comes back: made up, the same for the same numbers.
struct CampaignMail {
    let leads: Int
    static let mailbox = "mia@outreach.northwind.example"

    /// CSV for `lead import`.
    var leadRows: String {
        "email,name\r\n" + (0..<leads).map { "\(Self.address($0)),Lead \($0)\r\n" }.joined()
    }

    /// JSON Lines for `send import`.
    var sendLines: String {
        (0..<leads).map { lead in
            """
            {"message_id":"<\(Self.sent(lead))>","lead":"\(Self.address(lead))","campaign":"Spring","step":1,\
            "mailbox":"\(Self.mailbox)","sent_at":"2026-03-02T08:00:00Z"}\n
            """
        }.joined()
    }

    static func address(_ lead: Int) -> String { "lead\(lead)@firm\(lead % 50).example" }
    static func sent(_ lead: Int) -> String { "slc.\(lead)@outreach.northwind.example" }

    /// Message `number`; its lead and its sort follow from the number.
    func message(_ number: Int) -> String {
        let lead = number % leads
        switch number / leads % 5 {
        case 0:
            return plain(
                number, lead, subject: "Re: Quick question", text: "Thanks, could you send me the prices?")
        case 1:
            return plain(
                number, lead, subject: "Automatic reply: Quick question",
                text: "I am out of the office until 20 March 2026.", extra: "Auto-Submitted: auto-replied\r\n"
            )
        case 2: return bounce(number, lead)
        case 3:
            return plain(
                number, lead, subject: "Re: Quick question", text: "Please remove me from your list.")
        default:
            return plain(number, lead, subject: "Re: Quick question", text: "Let us talk on Thursday at ten.")
        }
    }

    private func head(_ number: Int, from: String, subject: String) -> String {
        let minute = number % 60
        let hour = 9 + number / 60 % 12
        let clock = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00"
        let date = "Tue, \(3 + number / 720) Mar 2026 \(clock) +0000"
        return """
            Received: from mx.firm.example (mx.firm.example [192.0.2.7])\r
            \tby mx1.northwind.example with ESMTPS id \(number);\r
            \t\(date)\r
            From: \(from)\r
            To: \(Self.mailbox)\r
            Subject: \(subject)\r
            Date: \(date)\r
            Message-ID: <m\(number)@firm.example>\r
            MIME-Version: 1.0\r\n
            """
    }

    private func plain(_ number: Int, _ lead: Int, subject: String, text: String, extra: String = "")
        -> String
    {
        head(number, from: "Lead \(lead) <\(Self.address(lead))>", subject: subject) + extra + """
            In-Reply-To: <\(Self.sent(lead))>\r
            Content-Type: text/plain; charset=utf-8\r
            \r
            \(text)\r
            \r
            Number \(number)\r\n
            """
    }

    private func bounce(_ number: Int, _ lead: Int) -> String {
        let status = number % 2 == 0 ? "5.1.1" : "4.2.2"
        let action = number % 2 == 0 ? "failed" : "delayed"
        return "Return-Path: <>\r\n"
            + head(
                number, from: "Mail Delivery System <MAILER-DAEMON@mx.firm.example>",
                subject: "Delivery report")
                + """
                Content-Type: multipart/report; report-type=delivery-status; boundary="b\(number)"\r
                \r
                --b\(number)\r
                Content-Type: text/plain\r
                \r
                The mail system could not deliver your message.\r
                --b\(number)\r
                Content-Type: message/delivery-status\r
                \r
                Reporting-MTA: dns; mx.firm.example\r
                \r
                Final-Recipient: rfc822; \(Self.address(lead))\r
                Action: \(action)\r
                Status: \(status)\r
                Diagnostic-Code: smtp; 550 \(status) report \(number)\r
                --b\(number)\r
                Content-Type: text/rfc822-headers\r
                \r
                Message-ID: <\(Self.sent(lead))>\r
                To: \(Self.address(lead))\r
                Subject: Quick question\r
                --b\(number)--\r\n
                """
    }

    /// An mbox (mboxrd) of the messages, with LF line ends.
    func mbox(_ numbers: Range<Int>) -> String {
        numbers.map { number in
            let text = message(number).split(separator: "\r\n", omittingEmptySubsequences: false).map {
                line in
                line.drop { $0 == ">" }.hasPrefix("From ") ? ">" + line : String(line)
            }.joined(separator: "\n")
            return "From - Tue Mar  3 09:00:00 2026\n\(text)\n"
        }.joined()
    }
}
