import DeliveryReports
import MailFormat

/// The parsers of reports. Each gets the bytes where the mail of a mail system has them.
extension FuzzTarget {
    func runReport(_ bytes: [UInt8]) {
        switch self {
        case .report: Self.check(ReportReader.read(Message(bytes)))
        case .statusFields: Self.readPart("message/delivery-status", bytes, report: "delivery-status")
        case .feedbackFields: Self.readPart("message/feedback-report", bytes, report: "feedback-report")
        case .dispositionFields:
            Self.readPart("message/disposition-notification", bytes, report: "disposition-notification")
        case .calendarReply: Self.readPart("text/calendar; method=REPLY", bytes, report: "x")
        case .notification:
            let head = "From: no-reply@sns.amazonaws.com\r\nSubject: AWS Notification Message\r\n\r\n"
            Self.check(ReportReader.read(Message(Array(head.utf8) + bytes)))
        case .reportText:
            for type in ["text/plain", "text/html"] {
                let head =
                    "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: a@b.example\r\n"
                    + "Subject: failure\r\nContent-Type: \(type)\r\n\r\n"
                Self.check(ReportReader.read(Message(Array(head.utf8) + bytes)))
            }
        default: preconditionFailure("\(rawValue) is no parser of reports")
        }
    }

    private static func readPart(_ type: String, _ bytes: [UInt8], report: String) {
        let head =
            "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: a@b.example\r\n"
            + "Content-Type: multipart/report; report-type=\(report); boundary=b\r\n\r\n"
            + "--b\r\n\r\nNot delivered.\r\n--b\r\nContent-Type: \(type)\r\n\r\n"
        let tail =
            "\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <1@b.example>\r\n--b--\r\n"
        check(ReportReader.read(Message(Array(head.utf8) + bytes + Array(tail.utf8))))
    }

    private static func check(_ report: DeliveryReport?) {
        guard let report else { return }
        precondition(report.recipients.count <= 1_000, "more recipients than are kept")
        for recipient in report.recipients {
            precondition(!recipient.address.isEmpty, "a recipient without an address")
            precondition(!recipient.address.utf8.contains(10), "an address over two lines")
        }
        precondition(report.originalMessageIDs.count <= 20, "more message identifiers than are kept")
    }
}
