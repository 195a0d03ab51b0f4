import CalendarTime
import Credentials
import Foundation
import Testing

@testable import PollScheduling
@testable import Store

struct HealthTests {
    private static let now = Instant(seconds: 1_800_000_000)

    /// Seconds before now.
    private struct Case: Sendable {
        var next: Int64 = -60
        var held: Int64 = 0
        var succeeded: Int64?
        var fault: String?
        var text: String?
        let state: MailboxHealth.State
        var words: String?
    }

    private static let cases = [
        Case(state: .new), Case(succeeded: 30, state: .good), Case(next: 800, succeeded: 1_400, state: .good),
        Case(next: 10_000, succeeded: 10_900, state: .silent, words: "nothing read for 3 h"),
        Case(next: 10_000, state: .silent, words: "never read"),
        Case(next: 10_000, held: -60, succeeded: 10_900, state: .good),
        Case(succeeded: 60, fault: "throttled", text: "slow down", state: .troubled, words: "slow down"),
        Case(
            succeeded: 10_900, fault: "timed_out", text: "no answer", state: .silent,
            words: "no answer; nothing read for 3 h"),
        Case(fault: "password_refused", text: "password refused", state: .broken, words: "password refused"),
        Case(fault: "app_password_needed", text: "app password", state: .broken, words: "app password"),
    ]

    @Test("how a mailbox does, in words", arguments: cases)
    private func health(_ testCase: Case) {
        let ago = { (seconds: Int64?) in seconds.map { Self.now.adding(seconds: -$0) } }
        let poll = MailboxPoll(
            mailbox: RowID(1), host: "h", next: Self.now.adding(seconds: -testCase.next),
            heldUntil: Self.now.adding(seconds: -testCase.held), tried: nil,
            succeeded: ago(testCase.succeeded), received: nil,
            failures: testCase.fault == nil ? 0 : 2, fault: testCase.fault, faultText: testCase.text,
            learned: "{}")
        let health = MailboxHealth(poll, MailboxConnection(host: "h", user: "u"), now: Self.now)
        #expect(health.state == testCase.state, "\(testCase)")
        #expect((health.text == nil) == (testCase.words == nil), "\(health.text ?? "")")
        #expect(testCase.words.map { health.text?.hasPrefix($0) == true } ?? true, "\(health.text ?? "")")
    }

    @Test("messages that were set aside keep no mailbox from being well, and are told")
    func setAside() {
        let poll = MailboxPoll(
            mailbox: RowID(1), host: "h", next: Self.now, heldUntil: Self.now, tried: Self.now,
            succeeded: Self.now, received: nil, failures: 0, fault: nil, faultText: nil, learned: "{}")
        let health = { (count: Int) in
            MailboxHealth(
                poll, MailboxConnection(host: "h", user: "u"),
                setAside: RefusedItems(count: count, fault: "too large"), now: Self.now)
        }
        #expect(health(1).state == .good && health(1).text == "1 message set aside: too large")
        #expect(health(3).text == "3 messages set aside, one of them: too large")
    }

    @Test("mail on this machine has no secret, unless answers leave by SMTP; without a key none is sealed")
    func localMail() throws {
        var connection = MailboxConnection(
            source: .maildir, path: "/var/mail/a", host: "localhost", user: "a@b.example")
        #expect(!connection.hasSecret && connection.place == "/var/mail/a" && connection.submission == nil)
        #expect(try StoreJSON.value(MailboxConnection.self, StoreJSON.text(connection)) == connection)
        let keyless = MailboxVault(nil)
        #expect(try keyless.resealed(connection, of: RowID(1)) == nil)
        connection.smtp = .init(host: "smtp.example", port: 465, security: .tls)
        #expect(connection.hasSecret)
        #expect(throws: CredentialsError.noKey(variable: SealingKeys.variable)) {
            try keyless.seal(try Secret("s"), as: .secret, of: RowID(1))
        }
    }

    @Test("without a server nothing is wrong")
    func unconnected() {
        #expect(MailboxHealth(nil, nil, now: Self.now).state == .unconnected)
    }

    @Test("a secret opens for its own mailbox and item only, also after the key was changed")
    func sealsForPlace() throws {
        let (old, new) = (SealingKeys.newKey(), SealingKeys.newKey())
        let vault = MailboxVault(try SealingKeys(old))
        let box = RowID<MailboxAccount>(7)
        var connection = MailboxConnection(host: "h", user: "u")
        connection.secret = try vault.seal(try Secret("hunter2"), as: .secret, of: box)
        connection.oauth = .init(
            tokenURL: "https://x.example", clientID: "c",
            clientSecret: try vault.seal(try Secret("client"), as: .clientSecret, of: box))
        #expect(!(try StoreJSON.text(connection)).contains("hunter2"))
        #expect(try vault.open(connection.secret, as: .secret, of: box).revealed == "hunter2")
        #expect(throws: CredentialsError.self) {
            try vault.open(connection.secret, as: .secret, of: RowID(8))
        }
        #expect(throws: CredentialsError.self) {
            try vault.open(connection.secret, as: .clientSecret, of: box)
        }
        #expect(try vault.resealed(connection, of: box) == nil)
        let changed = try MailboxVault(try SealingKeys("\(new) \(old)")).resealed(connection, of: box)
        let resealed = try #require(changed)
        let onlyNew = MailboxVault(try SealingKeys(new))
        #expect(try onlyNew.open(resealed.secret, as: .secret, of: box).revealed == "hunter2")
        let client = try #require(resealed.oauth?.clientSecret)
        #expect(try onlyNew.open(client, as: .clientSecret, of: box).revealed == "client")
        #expect(throws: CredentialsError.self) { try onlyNew.open(connection.secret, as: .secret, of: box) }
    }

    @Test("settings come back as they were stored; what providers use is known")
    func settings() throws {
        var connection = MailboxConnection(
            source: .imap, host: "imap.example", port: 143, security: .startTLS, user: "u", interval: 60,
            readsJunk: false, isIdle: true, since: "2026-01-31")
        connection.oauth = .init(tokenURL: "https://t.example", clientID: "id", scope: "a b")
        let text = try StoreJSON.text(connection)
        #expect(try StoreJSON.value(MailboxConnection.self, text) == connection)
        #expect(KnownServer(address: "Ann@GMX.de")?.host == "imap.gmx.net")
        #expect(KnownServer(address: "ann@firm.example") == nil)
    }
}
