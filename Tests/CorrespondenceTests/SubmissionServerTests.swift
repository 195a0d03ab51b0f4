import PollScheduling
import Store
import Testing

private let servers: [(imap: String, smtp: String)] = [
    ("imap.gmail.com", "smtp.gmail.com:465 tls"), ("IMAP.Gmail.com", "smtp.gmail.com:465 tls"),
    ("outlook.office365.com", "smtp.office365.com:587 starttls"),
    ("imap.ours.example", "smtp.ours.example:587 starttls"),
    ("imaps.ours.example", "smtp.ours.example:587 starttls"),
    ("mail.ours.example", "mail.ours.example:587 starttls"),
]

@Test("the SMTP server beside an IMAP server", arguments: servers)
func guessesSMTP(_ imap: String, _ smtp: String) {
    let found = SubmissionServer(besideIMAP: imap)
    #expect("\(found.host):\(found.port) \(found.security.rawValue)" == smtp)
}

@Test("settings of before know no SMTP server, and get the usual one; the interface of a provider none")
func readsOldSettings() throws {
    var connection = MailboxConnection(host: "imap.ours.example", user: "u", secret: "s")
    let old = try StoreJSON.text(connection)
    #expect(!old.contains("smtp"))
    #expect(try StoreJSON.value(MailboxConnection.self, old) == connection)
    #expect(connection.submission?.host == "smtp.ours.example")
    connection.smtp = SubmissionServer(host: "relay.ours.example", port: 2_525, security: .startTLS)
    #expect(try StoreJSON.value(MailboxConnection.self, StoreJSON.text(connection)) == connection)
    #expect(connection.submission?.port == 2_525)
    #expect(MailboxConnection(source: .graph, host: "graph", user: "u").submission == nil)
}
