import MailFormat
import Testing

@testable import DeliveryReports

private func report(type: String, part: String, fields: String, head: String, extra: String = "")
    -> DeliveryReport?
{
    ReportSamples.read(
        """
        \(head)
        To: mia@out.example
        Subject: A report
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=\(type); boundary="b1"

        --b1
        Content-Type: text/plain

        For people.
        --b1
        Content-Type: message/\(part)

        \(fields)
        \(extra)
        --b1--

        """)
}

private let feedback: [(fields: String, type: String, recipients: [String])] = [
    ("Feedback-Type: abuse\nOriginal-Rcpt-To: <gus@shop.example>", "abuse", ["gus@shop.example"]),
    ("Feedback-Type: Fraud\nOriginal-Rcpt-To: gus@shop.example", "fraud", ["gus@shop.example"]),
    ("Feedback-Type: virus", "virus", ["ann@shop.example"]),  // from the returned message
    ("Feedback-Type: not-spam\nOriginal-Rcpt-To: gus@shop.example", "not-spam", ["gus@shop.example"]),
    ("Feedback-Type: auth-failure", "auth-failure", ["ann@shop.example"]),
    ("Feedback-Type: opt-out\nRemoval-Recipient: gus@shop.example", "opt-out", ["gus@shop.example"]),
    ("Feedback-Type: abuse\nOriginal-Rcpt-To: redacted@shop.example", "abuse", ["ann@shop.example"]),
    ("User-Agent: x", "abuse", ["ann@shop.example"]),  // the required field is missing
]

@Test("feedback reports, RFC 5965", arguments: feedback)
func readsFeedback(_ fields: String, _ type: String, _ recipients: [String]) {
    let extra = "\n--b1\nContent-Type: message/rfc822\n\n\(ReportSamples.returned)"
    let read = report(
        type: "feedback-report", part: "feedback-report", fields: fields, head: "From: fbl@shop.example",
        extra: extra)
    #expect(read?.kind == .feedback)
    #expect(read?.feedbackType == type)
    #expect(read?.recipients.map(\.address) == recipients)
    #expect(read?.originalMessageIDs == ["slc.one@out.example"])
}

private let dispositions: [(disposition: String, head: String, kind: DeliveryReport.Kind, type: String)] = [
    ("manual-action/MDN-sent-manually; displayed", "From: ann@shop.example", .disposition, "displayed"),
    ("manual-action/MDN-sent-manually; deleted", "From: ann@shop.example", .disposition, "deleted"),
    // Outlook, when a mail is deleted unread.
    ("automatic-action/MDN-sent-automatically; deleted", "From: ann@shop.example", .disposition, "deleted"),
    // A sieve script that refuses.
    (
        "automatic-action/MDN-sent-automatically; deleted",
        "Return-Path: <>\nFrom: Mail Delivery Subsystem <postmaster@shop.example>", .failure, "deleted"
    ),
    (
        "automatic-action/MDN-sent-automatically; deleted",
        "From: ann@shop.example\nAuto-Submitted: auto-replied (rejected)", .failure, "deleted"
    ),
    ("displayed", "From: ann@shop.example", .disposition, "displayed"),
]

@Test("message disposition, RFC 8098", arguments: dispositions)
func readsDisposition(_ disposition: String, _ head: String, _ kind: DeliveryReport.Kind, _ type: String) {
    let fields = """
        Reporting-UA: desk; Mail 1
        Final-Recipient: rfc822; ann@shop.example
        Original-Message-ID: <slc.two@out.example>
        Disposition: \(disposition)
        """
    let read = report(
        type: "disposition-notification", part: "disposition-notification", fields: fields, head: head)
    #expect(read?.kind == kind)
    #expect(read?.dispositionType == type)
    #expect(read?.originalMessageIDs == ["slc.two@out.example"])
    #expect(read?.recipients.map(\.address) == (kind == .failure ? ["ann@shop.example"] : []))
}

private let answers: [(partstat: String, answer: DeliveryReport.CalendarAnswer?)] = [
    ("ACCEPTED", .accepted), ("TENTATIVE", .tentative), ("declined", .declined), ("NEEDS-ACTION", nil),
]

@Test("answers to an invitation, RFC 6047", arguments: answers)
func readsCalendarAnswer(_ partstat: String, _ answer: DeliveryReport.CalendarAnswer?) {
    let read = ReportSamples.read(
        """
        From: Ann Reed <ann@shop.example>
        To: mia@out.example
        Subject: Re: Call
        Content-Type: text/calendar; charset=utf-8; method=REPLY

        BEGIN:VCALENDAR
        METHOD:REPLY
        BEGIN:VEVENT
        ATTENDEE;CN=Ann Reed;ROLE=REQ-PARTICIPANT;
         PARTSTAT=\(partstat):mailto:ann@shop.example
        END:VEVENT
        END:VCALENDAR

        """)
    #expect(read?.calendarAnswer == answer)
    #expect((read == nil) == (answer == nil))
}

@Test("an invitation is no answer")
func sparesInvitation() {
    let text = """
        From: Ann Reed <ann@shop.example>
        To: mia@out.example
        Content-Type: text/calendar; method=REQUEST

        BEGIN:VCALENDAR
        METHOD:REQUEST
        ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@shop.example
        END:VCALENDAR

        """
    #expect(ReportSamples.read(text) == nil)
}
