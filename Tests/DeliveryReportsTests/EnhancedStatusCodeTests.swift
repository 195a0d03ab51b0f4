import Testing

@testable import DeliveryReports

private let statusCodes: [(text: String, code: String?, rest: String)] = [
    ("5.1.1", "5.1.1", ""),
    ("4.2.2 (mailbox full)", "4.2.2", " (mailbox full)"),  // the comment is the caller's to read
    ("2.0.0", "2.0.0", ""),
    ("5.7.509", "5.7.509", ""),
    ("5.1.1234", nil, "5.1.1234"),  // 1*3DIGIT
    ("3.0.0", nil, "3.0.0"),  // RFC 3463 §2 has no class 3
    ("51.1.1", nil, "51.1.1"),
    ("5.1", nil, "5.1"),
    ("5..1", nil, "5..1"),
    ("550", nil, "550"),
    ("", nil, ""),
]

@Test("status code, RFC 3464 §2.3.4", arguments: statusCodes)
func readsStatusCode(_ text: String, _ code: String?, _ rest: String) {
    var cursor = ByteCursor(text.utf8)
    #expect(cursor.readStatusCode()?.description == code)
    #expect(String(decoding: cursor.rest, as: UTF8.self) == rest)
}

private let codesInWords: [(words: String, reply: String?, status: String?)] = [
    ("550 5.1.1 <a@b.example>: no such user", "550", "5.1.1"),
    ("550-5.1.1 The account does not exist", "550", "5.1.1"),
    ("550 #5.1.0 Address rejected", "550", "5.1.0"),
    ("host mx.b.example[192.0.2.5] said: 452 4.2.2 full (in reply to RCPT TO)", "452", "4.2.2"),
    ("Unknown address. (#5.1.1)", nil, "5.1.1"),
    ("Remote host said: 554 delivery error", "554", nil),
    ("connect to 5.1.1.1: timed out", nil, nil),  // an address of the network
    ("we sold 550 units in 421 days", nil, nil),  // numbers in prose
    ("retry after 2.0.0", nil, nil),  // success is no reason
    ("room 550, floor 5", nil, nil),
    ("", nil, nil),
]

@Test("codes in the words of a server", arguments: codesInWords)
func findsReplyCodes(_ words: String, _ reply: String?, _ status: String?) {
    let codes = ReplyCodes(words)
    #expect(codes.smtpReply == reply)
    #expect(codes.status?.description == status)
}

private let addresses: [(field: String, address: String?)] = [
    ("rfc822; ann@b.example", "ann@b.example"),
    ("RFC822;ann@b.example", "ann@b.example"),
    ("rfc/822;ann@b.example", "ann@b.example"),  // Mimecast
    ("rfc822; <ann@b.example>", "ann@b.example"),
    ("SMTP:ann@b.example", "ann@b.example"),
    ("ann@b.example", "ann@b.example"),
    ("rfc822; ann@b.example (Ann)", "ann@b.example"),
    ("rfc822; ann+2Bnews@b.example", "ann+news@b.example"),  // xtext the MTA left
    ("rfc822; ann+2B@b.example", "ann+2B@b.example"),  // a subaddress that looks like xtext
    ("rfc822; ann+EF@b.example", "ann+EF@b.example"),
    ("utf-8; j\\x{F6}rg@b.example", "jörg@b.example"),
    ("utf-8; jörg@b.example", "jörg@b.example"),
    ("utf-8; j\\x{110000}rg@b.example", "j\\x{110000}rg@b.example"),  // beyond Unicode
    ("x-local; ann", "ann"),
    ("rfc822;", nil),
    ("", nil),
]

@Test("typed addresses, RFC 3464 §2.1.2, RFC 6533 §3, RFC 3461 §4", arguments: addresses)
func readsRecipientAddress(_ field: String, _ address: String?) {
    #expect(RecipientAddress.read(field) == address)
}

private let reasons: [(code: String, reply: String?, action: ReportedRecipient.Action, reason: Reason)] = [
    ("5.1.1", "550", .failed, .userunknown),
    ("5.1.2", nil, .failed, .hostunknown),
    ("5.1.6", nil, .failed, .hasmoved),
    ("5.1.10", nil, .failed, .notaccept),
    ("5.2.1", nil, .failed, .suspend),
    ("5.2.2", nil, .failed, .mailboxfull),
    ("4.2.2", "452", .failed, .mailboxfull),
    ("5.3.4", nil, .failed, .emailtoolarge),
    ("4.4.1", nil, .failed, .expired),
    ("4.4.7", nil, .failed, .expired),
    ("5.4.4", nil, .failed, .hostunknown),
    ("4.4.4", nil, .failed, .networkerror),
    ("5.7.1", "550", .failed, .policyviolation),
    ("5.7.25", nil, .failed, .requireptr),
    ("5.7.26", nil, .failed, .authfailure),
    ("5.0.0", "550", .failed, .undefined),  // 550 is used for everything
    ("5.0.0", "552", .failed, .mailboxfull),
    ("4.0.0", nil, .failed, .expired),  // temporary, and given up on
    ("4.0.0", nil, .delayed, .expired),
    ("2.0.0", nil, .delivered, .delivered),
]

@Test("reason by code", arguments: reasons)
func defaultsReason(_ code: String, _ reply: String?, _ action: ReportedRecipient.Action, _ reason: Reason) {
    #expect(
        StatusReasons.reason(status: EnhancedStatusCode(code), smtpReply: reply, action: action) == reason)
}

private let consequences:
    [(reason: Reason, code: String, hard: Bool?, blame: Blame, permanence: Permanence)] = [
        (.userunknown, "5.1.1", true, .recipient, .permanent),
        (.hasmoved, "5.1.6", true, .recipient, .permanent),
        (.notaccept, "5.3.2", true, .recipient, .permanent),
        (.notaccept, "4.3.2", false, .recipient, .transient),  // comes back
        (.suspend, "5.2.1", false, .recipient, .permanent),
        (.mailboxfull, "5.2.2", false, .recipient, .permanent),
        (.mailboxfull, "4.2.2", false, .recipient, .transient),
        (.expired, "4.4.7", false, .network, .transient),
        (.blocked, "5.7.1", false, .sender, .permanent),
        (.senderlimit, "5.4.5", false, .sender, .permanent),
        (.undefined, "5.0.0", false, .unknown, .permanent),
    ]

@Test("reason to hard, blame, permanence", arguments: consequences)
func tellsConsequences(
    _ reason: Reason, _ code: String, _ hard: Bool?, _ blame: Blame, _ permanence: Permanence
) {
    let recipient = ReportedRecipient(
        address: "ann@b.example", action: .failed, status: EnhancedStatusCode(code))
    let read = recipient.with(reason: reason)
    #expect(read.hard == hard)
    #expect(read.blame == blame)
    #expect(read.permanence == permanence)
}

@Test("every reason has a side, and a delay is never hard")
func coversReasons() {
    for reason in Reason.allCases {
        let late = ReportedRecipient(address: "ann@b.example", action: .delayed, reason: reason)
        #expect(late.hard == false)
        #expect(late.permanence == .delayed)
        let arrived = ReportedRecipient(address: "ann@b.example", action: .delivered, reason: reason)
        #expect(arrived.hard == nil)
        #expect(arrived.permanence == nil)
    }
}
