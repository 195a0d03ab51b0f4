import MailFormat

@testable import ReplyText

/// Messages for the tests.
enum ReplySamples {
    static func plain(
        _ body: String, subject: String = "Re: Quick question", extra: String = "",
        from: String = "Ann Reed <ann.reed@shop.example>"
    ) -> ReplyReading {
        read("text/plain; charset=utf-8" + extra, body, subject: subject, from: from)
    }

    static func html(_ body: String, subject: String = "Re: Quick question") -> ReplyReading {
        read("text/html; charset=utf-8", body, subject: subject)
    }

    private static func read(
        _ type: String, _ body: String, subject: String, from: String = "Ann Reed <ann.reed@shop.example>"
    ) -> ReplyReading {
        let text = """
            From: \(from)
            To: mia@out.example
            Subject: \(subject)
            Content-Type: \(type)
            Content-Transfer-Encoding: 8bit

            \(body)
            """
        return ReplyReader().read(Message(Array(text.utf8)))
    }
}
