import MailFormat

@testable import DeliveryReports

/// Messages for the tests, with the line ends of the wire.
enum ReportSamples {
    static func read(_ text: String) -> DeliveryReport? { ReportReader.read(Message(crlf(text))) }

    static func crlf(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n") { out.append(UInt8(ascii: "\r")) }
            out.append(byte)
        }
        return out
    }

    static let returned = """
        Message-ID: <slc.one@out.example>
        Date: Mon, 2 Mar 2026 09:00:00 +0000
        From: Mia Larsen <mia@out.example>
        To: Ann Reed <ann@shop.example>
        Subject: Quick question
        MIME-Version: 1.0

        """

    /// A DSN with these groups of recipient fields.
    static func dsn(
        _ fields: String, words: String = "Sorry.", head: String = "Return-Path: <>",
        type: String = "multipart/report; report-type=delivery-status",
        status: String = "message/delivery-status"
    ) -> String {
        """
        \(head)
        From: Mail Delivery System <mailer-daemon@mx.example>
        To: mia@out.example
        Subject: Nachricht nicht zugestellt
        MIME-Version: 1.0
        Content-Type: \(type); boundary="b1"

        --b1
        Content-Type: text/plain; charset=utf-8

        \(words)
        --b1
        Content-Type: \(status)

        Reporting-MTA: dns; mx.example
        Arrival-Date: Mon, 2 Mar 2026 09:00:01 +0000

        \(fields)

        --b1
        Content-Type: text/rfc822-headers

        \(returned)
        --b1--

        """
    }

    /// A report in words alone.
    static func plain(
        _ body: String, subject: String = "failure notice", from: String = "MAILER-DAEMON@mx.example",
        head: String = "Return-Path: <>"
    ) -> String {
        """
        \(head)
        From: \(from)
        To: mia@out.example
        Subject: \(subject)
        Date: Mon, 2 Mar 2026 09:05:00 +0000

        \(body)

        """
    }
}
