import Classification
import Intake
import Testing

private struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let header: String
    var mailbox = Setting.mia
    var folder = MailFolder.inbox
    var verdict = Setting.verdict(.reply)
    let level: MatchLevel
    var enrollments: [Int64] = []
    var candidates: [Int64] = []
    var isOwn = false
    var remarks: [String] = []

    var testDescription: String { name }
}

private let rows: [Row] = [
    Row(
        name: "1: token in a plus address",
        header: "From: x@else.example|To: mia+tok1@outreach.northwind.example",
        level: .token, enrollments: [11]),
    Row(
        name: "1: token in the subject of an opt-out",
        header: "From: x@else.example|Subject: stop abcdefghijkl.1",
        verdict: Setting.verdict(.unsubscribe), level: .unmatched),
    Row(
        name: "2: a report names our mail", header: "From: MAILER-DAEMON@mx.example",
        verdict: Setting.verdict(.bounce) {
            $0.recipients = [Setting.failed("anna@firm.example")]
            $0.referredMessageIDs = ["slc.2@northwind.example"]
        }, level: .reportedMessage, enrollments: [11]),
    Row(
        name: "2: the failed address is not the one we wrote to", header: "From: MAILER-DAEMON@mx.example",
        verdict: Setting.verdict(.bounce) {
            $0.recipients = [Setting.failed("forwarded@else.example")]
            $0.referredMessageIDs = ["slc.2@northwind.example"]
        }, level: .unmatched, remarks: ["recipient_is_not_the_lead"]),
    Row(
        name: "2: a report about a mail that is none of ours",
        header: "Return-Path: <>|From: MAILER-DAEMON@mx.example",
        verdict: Setting.verdict(.bounce) {
            $0.recipients = [Setting.failed("anna@firm.example")]
            $0.referredMessageIDs = ["other@else.example"]
        }, level: .unmatched, remarks: ["reported_message_unknown"]),
    Row(
        name: "3: In-Reply-To", header: "From: anna@firm.example|In-Reply-To: <slc.1@northwind.example>",
        level: .thread, enrollments: [11]),
    Row(
        name: "3: References, the newest first",
        header: "From: z@else.example|References: <slc.4@northwind.example> <slc.2@northwind.example>",
        level: .thread, enrollments: [11]),
    Row(
        name: "3: the receiving account took no part",
        header: "From: z@else.example|In-Reply-To: <slc.3@northwind.example>", level: .unmatched,
        remarks: ["receiving_account_not_in_thread"]),
    Row(
        name: "4: From was mailed from this account", header: "From: Anna <ANNA@firm.example>",
        level: .address,
        enrollments: [11]),
    Row(
        name: "4: normalised, with a plus part", header: "From: anna+lists@firm.example", level: .address,
        enrollments: [11]),
    Row(
        name: "4: the account decides the campaign", header: "From: anna@firm.example", mailbox: Setting.tom,
        level: .address, enrollments: [12]),
    Row(
        name: "4: never mailed from this account", header: "From: bob@firm.example", level: .otherSender,
        candidates: [2], remarks: ["no_recent_send"]),
    Row(
        name: "4: a bounce that names no message, within five days",
        header: "Return-Path: <>|From: MAILER-DAEMON@mx.example",
        verdict: Setting.verdict(.bounce) { $0.recipients = [Setting.failed("anna@firm.example")] },
        level: .address, enrollments: [11]),
    Row(
        name: "4: the same, later than five days", header: "Return-Path: <>|From: MAILER-DAEMON@mx.example",
        mailbox: Setting.tom,
        verdict: Setting.verdict(.bounce) { $0.recipients = [Setting.failed("bob@firm.example")] },
        level: .otherSender, candidates: [2], remarks: ["no_recent_send"]),
    Row(
        name: "4: the same, from a person", header: "Return-Path: <eve@else.example>|From: eve@else.example",
        verdict: Setting.verdict(.bounce) { $0.recipients = [Setting.failed("anna@firm.example")] },
        level: .otherSender, candidates: [1], remarks: ["sender_is_no_mail_system"]),
    Row(
        name: "5: Reply-To", header: "From: x@else.example|Reply-To: bob@firm.example", level: .otherSender,
        candidates: [2]),
    Row(
        name: "5: Resent-From", header: "From: x@else.example|Resent-From: anna@firm.example",
        level: .otherSender, candidates: [1]),
    Row(
        name: "6: subject and quoted text",
        header:
            "From: x@else.example|Subject: Re: Quick question|Content-Type: text/plain||Yes.|> \(Setting.ourText)|",
        level: .quotedText, candidates: [1]),
    Row(
        name: "6: the subject alone says nothing", header: "From: x@else.example|Subject: Re: Quick question",
        level: .unmatched),
    Row(name: "7: nobody", header: "From: x@else.example", level: .unmatched),
    Row(
        name: "own account, though it answers our mail",
        header: "From: tom@outreach.northwind.example|In-Reply-To: <slc.1@northwind.example>",
        level: .unmatched,
        isOwn: true),
    Row(
        name: "Sent", header: "From: anna@firm.example|In-Reply-To: <slc.1@northwind.example>", folder: .sent,
        level: .unmatched, isOwn: true),
    Row(name: "Drafts", header: "From: anna@firm.example", folder: .drafts, level: .unmatched, isOwn: true),
]

@Test("levels of matching", arguments: rows)
private func matches(_ row: Row) {
    let result = Setting.match(
        Setting.mail(row.header, mailbox: row.mailbox, folder: row.folder), row.verdict)
    #expect(result.level == row.level)
    #expect(result.hits.map(\.enrollment) == row.enrollments)
    #expect(result.candidateLeads == row.candidates)
    #expect(result.isOwn == row.isOwn)
    #expect(result.remarks == row.remarks)
}

@Test("the order of what the store found does not matter", arguments: rows)
private func ignoresOrder(_ row: Row) {
    let mail = Setting.mail(row.header, mailbox: row.mailbox, folder: row.folder)
    var reversed = Setting.candidates
    reversed.sends.reverse()
    reversed.leads.reverse()
    reversed.enrollments.reverse()
    let keys = MatchKeys(mail, row.verdict)
    let turned = Matching(mail, row.verdict, keys: keys, candidates: reversed).match()
    #expect(turned == Setting.match(mail, row.verdict))
}

private let subjects: [(String, String)] = [
    ("Re: Quick question", "quick question"), ("RE: AW: Fwd: Quick  question", "quick question"),
    ("Re[2]: Quick question", "quick question"), ("AW (3): Quick question", "quick question"),
    ("Automatische Antwort: Quick question", "quick question"),
    ("Regarding: us", "regarding: us"),  // no reply prefix
    ("", ""),
]

@Test("subject without reply prefixes", arguments: subjects)
func readsSubject(_ subject: String, _ core: String) {
    #expect(SubjectLine.core(subject) == core)
}

private let folders: [(String, MailFolder)] = [
    ("INBOX", .inbox), ("Sent", .sent), ("INBOX.Sent", .sent), ("[Gmail]/Drafts", .drafts),
    ("Gesendete Elemente", .sent), ("Junk", .spam), ("Clients", .other),
]

@Test("kinds of folders", arguments: folders)
func readsFolder(_ name: String, _ folder: MailFolder) {
    #expect(MailFolder(name: name) == folder)
}
