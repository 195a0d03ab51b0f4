/// The step of the SMTP dialogue at which a server said no (RFC 5321 §4.1.1). What is refused at MAIL is the sender,
/// and an address refused only after the message was sent was known to the server: a filter of its owner refused.
public enum DialogueStep: String, Hashable, Sendable {
    case connect, helo, mail, rcpt, data

    /// As Postfix, Exim, qmail and Sendmail write it; the first one named.
    init?(in words: String) {
        let text = words.utf8.span
        if let step = DialogueStep.transcript(text) {
            self = step
            return
        }
        guard let found = DialogueStep.marks.first(in: text) else { return nil }
        self = found
    }

    private static let marks = PhraseSet<DialogueStep>([
        "in reply to end of data": .data, "in reply to data": .data, "in reply to rcpt": .rcpt,
        "in reply to mail from": .mail, "in reply to ehlo": .helo, "in reply to helo": .helo,
        "in reply to lhlo": .helo, "in reply to initial": .connect, "while receiving the initial": .connect,
        "while sending rcpt to": .rcpt, "while sending mail from": .mail, "while sending end of data": .data,
        "while sending message body": .data, "while performing the helo": .helo,
        "while performing the ehlo": .helo,
        "after end of data": .data, "after data": .data, "after pipelined end of data": .data,
        "after sending data block": .data, "after rcpt command": .rcpt, "after rcpt to": .rcpt,
        "after pipelined rcpt to": .rcpt,
        "after mail from": .mail, "after pipelined mail from": .mail, "after initial connection": .connect,
        "after helo": .helo, "after ehlo": .helo, "after banner": .connect,
        "failed after i sent the message": .data, "failed on data command": .data,
        "does not like recipient": .rcpt, "but sender was rejected": .mail, "but my name was rejected": .helo,
        "but greeting failed": .connect, "[rcpt_to]": .rcpt, "[mail_from]": .mail, "[data]": .data,
        "[bodydata]": .data, "[helo]": .helo, "[connect]": .connect,
        // OpenSMTPD, Haraka, Microsoft, KumoMTA
        "smtp_rcpt": .rcpt, "smtp;rcpt": .rcpt, "rcpt failed": .rcpt, "mail from failed": .mail,
        "error from server during rcpt to": .rcpt, "error from server during data": .data,
        "error from server during mail from": .mail, "delivery not authorized after rcpt": .rcpt,
    ])

    /// `>>> DATA`, and the refusal below it. Sendmail sends commands ahead: an answer to RCPT may stand below DATA, and
    /// then the server wants a RCPT for that DATA, or names its address.
    private static func transcript(_ text: Span<UInt8>) -> DialogueStep? {
        var command: DialogueStep?
        var index = 0
        while index + 4 < text.count {
            guard text[index] == ASCII.greater || text[index] == ASCII.less,
                index == 0 || text[index - 1] <= ASCII.space,
                text[index + 1] == text[index], text[index + 2] == text[index]
            else {
                index += 1
                continue
            }
            let isCommand = text[index] == ASCII.greater
            index += 3
            while index < text.count, text[index] == ASCII.space { index += 1 }
            if isCommand {
                command = DialogueStep.verb(text.extracting(index...).extracting(first: 4)) ?? command
            } else if let command, index < text.count,
                text[index] == UInt8(ascii: "4") || text[index] == UInt8(ascii: "5")
            {
                if command == .data,
                    wantsRecipient.stands(in: text.extracting(index...).extracting(first: 600))
                {
                    return .rcpt
                }
                return command
            }
        }
        return nil
    }

    private static let wantsRecipient = PhraseSet<Bool>([
        "503 5.0.0 need rcpt", "503 need rcpt", "503 no recipients", "need recipient",
        "no valid recipients", "554 5.5.1 error: no valid", "503 5.5.1 rcpt",
        "503 rcpt", "bad sequence", "503 5.5.1",
    ])

    private static func verb(_ bytes: Span<UInt8>) -> DialogueStep? { verbs.beginning(bytes) }

    private static let verbs = PhraseSet<DialogueStep>([
        "rcpt": .rcpt, "mail": .mail, "data": .data, "helo": .helo, "ehlo": .helo,
    ])
}
