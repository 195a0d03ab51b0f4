import Foundation

/// Makes one message such as comes back to a campaign: header fields, structure and encodings as programs write them.
struct MessageMaker {
    private var numbers: RandomNumbers
    private let index: Int
    private let words: [String]
    private let lead: String
    private let ours: String

    init(seed: UInt64, index: Int) {
        numbers = RandomNumbers(seed: seed)
        self.index = index
        words = numbers.one(of: Self.vocabularies)
        lead = "\(numbers.one(of: Self.names)).\(numbers.token(5))@\(numbers.token(8)).example"
        ours = "slc.\(numbers.token(10))@outreach.northwind.example"
    }

    mutating func message() -> [UInt8] {
        let text: String =
            switch index % 10 {
            case 7: absence()
            case 8: report()
            case 9: answer(attachments: 1 + numbers.below(2))
            default: answer(attachments: 0)
            }
        return Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8)
    }

    private static let names = [
        "anna", "bruno", "carla", "dieter", "elena", "farid", "greta", "henry", "irène",
    ]
    private static let vocabularies = [
        "the offer we your mail about vans next week thanks could call please price team at Monday".split(
            separator: " "),
        "wir Ihr Angebot für die nächste Woche danke könnten Sie bitte Preis anrufen über Grüße möchten"
            .split(separator: " "),
        "nous votre offre à la semaine prochaine merci pourriez vous prix équipe déjà été très bientôt".split(
            separator: " "),
        "мы ваше предложение на следующей неделе спасибо могли бы цена команда звонок пожалуйста".split(
            separator: " "),
    ].map { $0.map(String.init) }

    // MARK: Text

    private mutating func sentence() -> String {
        let count = 5 + numbers.below(12)
        return (0..<count).map { _ in numbers.one(of: words) }.joined(separator: " ") + "."
    }

    private mutating func paragraphs(_ count: Int) -> [String] {
        (0..<count).map { _ in (0...numbers.below(4)).map { _ in sentence() }.joined(separator: " ") }
    }

    // MARK: Header

    private mutating func header(_ extra: [String]) -> String {
        let trace = (0..<3 + numbers.below(4)).map { hop in
            "Received: from mx\(hop).\(numbers.token(6)).example (mx\(hop) [192.0.2.\(numbers.below(250))])\n"
                + "\tby in.northwind.example with ESMTPS id \(numbers.token(14))\n"
                + "\tfor <mia@outreach.northwind.example>; Tue, 3 Nov 2026 09:1\(hop):22 +0100"
        }
        let signature = (0..<5).map { _ in "\t" + numbers.token(60) }.joined(separator: "\n")
        let fields =
            ["Return-Path: <\(lead)>", "Delivered-To: mia@outreach.northwind.example"] + trace + [
                "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=\(numbers.token(8)).example; s=s1;\n"
                    + "\th=from:to:subject:date:message-id; bh=\(numbers.token(43))=;\n\tb=\n\(signature)",
                "From: =?utf-8?Q?\(Self.encodedWord(numbers.one(of: words)))?= <\(lead)>",
                "To: Mia Hartl <mia@outreach.northwind.example>",
                "Subject: Re: =?utf-8?Q?\(Self.encodedWord(words.prefix(4).joined(separator: " ")))?=",
                "Date: Tue, 3 Nov 2026 09:\(10 + numbers.below(50)):05 +0100",
                "Message-ID: <\(numbers.token(22))@\(numbers.token(8)).example>", "In-Reply-To: <\(ours)>",
                "References: <\(ours)>\n <\(numbers.token(20))@\(numbers.token(7)).example>",
                "MIME-Version: 1.0",
            ] + extra
        return fields.joined(separator: "\n") + "\n\n"
    }

    // MARK: Messages

    private mutating func answer(attachments: Int) -> String {
        let boundary = "----=_\(numbers.token(24))"
        let own = paragraphs(1 + numbers.below(3))
        let quoted = paragraphs(3 + numbers.below(4))
        let plain =
            own.joined(separator: "\n\n") + "\n\nOn 2 Nov 2026, Mia Hartl wrote:\n"
            + quoted.map { "> \($0)" }.joined(separator: "\n>\n") + "\n"
        let html =
            "<html><head><style>p{margin:0}</style></head><body>"
            + own.map { "<p class=\"MsoNormal\" style=\"margin:0cm\">\($0)</p>" }.joined()
            + "<blockquote type=\"cite\">" + quoted.map { "<div dir=\"ltr\">\($0)</div>" }.joined()
            + "</blockquote></body></html>\n"
        let alternative =
            part(boundary, "text/plain; charset=utf-8", plain)
            + part(boundary, "text/html; charset=utf-8", html)
            + "--\(boundary)--\n"
        let type = "multipart/alternative; boundary=\"\(boundary)\""
        guard attachments > 0 else { return header(["Content-Type: \(type)"]) + alternative }
        let outer = "----=_\(numbers.token(24))"
        let files = (0..<attachments).map { _ in attachment(outer) }.joined()
        return header(["Content-Type: multipart/mixed; boundary=\"\(outer)\""])
            + "--\(outer)\nContent-Type: \(type)\n\n\(alternative)\n\(files)--\(outer)--\n"
    }

    private func part(_ boundary: String, _ type: String, _ text: String) -> String {
        "--\(boundary)\nContent-Type: \(type)\nContent-Transfer-Encoding: quoted-printable\n\n"
            + Self.quotedPrintable(text) + "\n"
    }

    private mutating func attachment(_ boundary: String) -> String {
        let count = 50_000 + numbers.below(1_400_000)
        let bytes = (0..<count / 8).flatMap { _ in
            withUnsafeBytes(of: numbers.next().littleEndian, Array.init)
        }
        let encoded = Data(bytes).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithLineFeed,
        ])
        let name = "\(numbers.one(of: words)) \(numbers.below(100)).pdf"
        return "--\(boundary)\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
            + "Content-Disposition: attachment;\n filename*=utf-8''\(Self.percentEncoded(name))\n\n\(encoded)\n"
    }

    private mutating func absence() -> String {
        let text = paragraphs(2).joined(separator: "\n\n")
        return header([
            "Auto-Submitted: auto-replied", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]) + Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
            + "\n"
    }

    private mutating func report() -> String {
        let boundary = "\(numbers.token(20))/mx"
        let notice =
            "--\(boundary)\nContent-Type: text/plain; charset=us-ascii\n\n<\(lead)>: host mx.example said: "
            + "550 5.1.1 User unknown (in reply to RCPT TO command)\n\n"
        let status =
            "--\(boundary)\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
            + "Final-Recipient: rfc822; \(lead)\nAction: failed\nStatus: 5.1.1\n"
            + "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
        let returned =
            "--\(boundary)\nContent-Type: message/rfc822\n\n"
            + "From: Mia <mia@outreach.northwind.example>\nTo: <\(lead)>\nSubject: vans\nMessage-ID: <\(ours)>\n\n"
            + paragraphs(4).joined(separator: "\n\n") + "\n\n--\(boundary)--\n"
        return header([
            "Content-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"\(boundary)\""
        ])
            + notice + status + returned
    }

    // MARK: Encodings

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    private static func encodedWord(_ text: String) -> String {
        text.utf8.map { byte in
            byte == 32
                ? "_" : (97...122).contains(byte | 32) ? String(UnicodeScalar(byte)) : "=" + hexadecimal(byte)
        }.joined()
    }

    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            (97...122).contains(byte | 32) || (48...57).contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte)
        }.joined()
    }

    /// RFC 2045 §6.7, in lines of at most 76 characters.
    private static func quotedPrintable(_ text: String) -> String {
        var output = ""
        var column = 0
        for byte in text.utf8 {
            if byte == 10 {
                output += "\n"
                column = 0
                continue
            }
            let piece = byte == 61 || byte > 126 ? "=" + hexadecimal(byte) : String(UnicodeScalar(byte))
            if column + piece.count > 75 {
                output += "=\n"
                column = 0
            }
            output += piece
            column += piece.count
        }
        return output
    }
}
