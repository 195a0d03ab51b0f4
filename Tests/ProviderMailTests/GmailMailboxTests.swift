import Foundation
import Testing

@testable import ProviderMail

extension ProviderTests {
    struct GmailMailboxTests {
        let provider: Provider
        let store = Store()

        init() async throws { provider = try await Provider() }

        private func mailbox(junk: Bool = true) throws -> GmailMailbox {
            GmailMailbox(
                tokens: try provider.tokens(), client: provider.client, includesJunk: junk,
                base: provider.base)
        }

        @Test("the first time everything but Sent, Drafts and Trash, page by page; then what is new")
        func readsNew() async throws {
            try await provider.control(
                "add=a,INBOX&add=b,SENT&add=c,SPAM&add=d,DRAFT&add=e,TRASH&add=f,INBOX&add=g,INBOX")
            let mailbox = try mailbox()
            try await mailbox.poll(after: nil, store.sink)
            #expect(store.ids == ["a", "c", "f", "g"])
            #expect(store.mails.map(\.folder) == [.inbox, .junk, .inbox, .inbox])
            #expect(store.mails.map(\.raw) == ["a", "c", "f", "g"].map(Store.raw))
            #expect(store.mails.first?.receivedMilliseconds == 1_767_323_045_678)
            #expect(store.cursors == ["listing:1007:2", "history:1007"])
            try await provider.control("add=h,INBOX&add=i,SENT&add=j,SPAM&add=k,INBOX&add=l,INBOX")
            let more = Store()
            try await mailbox.poll(after: store.cursor, more.sink)
            #expect(more.ids == ["h", "j", "k", "l"])
            #expect(more.cursor == "history:1012")
            let none = Store()
            try await mailbox.poll(after: more.cursor, none.sink)
            #expect(none.ids.isEmpty && none.cursor == "history:1012")
        }

        @Test("Spam is left out where it is not wanted")
        func leavesJunkOut() async throws {
            try await provider.control("add=a,INBOX&add=b,SPAM")
            let mailbox = try mailbox(junk: false)
            try await mailbox.poll(after: nil, store.sink)
            try await provider.control("add=c,SPAM&add=d,INBOX")
            try await mailbox.poll(after: store.cursor, store.sink)
            #expect(store.ids == ["a", "d"])
        }

        @Test("a history that is too old means listing again, with the same ids")
        func listsAgain() async throws {
            try await provider.control("add=a,INBOX")
            let mailbox = try mailbox()
            try await mailbox.poll(after: nil, store.sink)
            try await provider.control("add=b,INBOX&forget=")
            try await mailbox.poll(after: store.cursor, store.sink)
            #expect(store.ids == ["a", "a", "b"])
            #expect(store.cursor == "history:1002")
        }

        @Test("a listing goes on at its page, and begins anew when the cursor makes no sense")
        func goesOn() async throws {
            try await provider.control("add=a,INBOX&add=b,INBOX&add=c,INBOX")
            try await mailbox().poll(after: "listing:1000:2", store.sink)
            #expect(store.ids == ["c"] && store.cursor == "history:1000")
            try await mailbox().poll(after: "nonsense", store.sink)
            #expect(store.ids == ["c", "a", "b", "c"])
        }

        @Test("a message that is gone meanwhile is no fault")
        func skipsGone() async throws {
            try await provider.control("add=a,INBOX&add=b,INBOX&gone=a")
            try await mailbox().poll(after: nil, store.sink)
            #expect(store.ids == ["b"])
        }

        @Test("a message that is refused keeps nothing back, and is asked for again by its name")
        func passesOverRefused() async throws {
            try await provider.control(
                "add=a,INBOX&add=b,INBOX&add=c,INBOX&add=d,SPAM&refuse=b&refuse=d")
            let mailbox = try mailbox()
            try await mailbox.poll(after: nil, store.sink)
            #expect(store.ids == ["a", "c"] && store.refused == ["b", "d"])
            let more = Store()
            try await provider.control("add=e,INBOX&give=b")
            try await mailbox.poll(after: store.cursor, again: store.refused, more.sink)
            #expect(more.ids == ["b", "e"])
            #expect(more.refused == ["d"])
            #expect(more.settled.contains("b"))
        }

        @Test("a provider that refuses everything is in trouble itself: nothing is passed over")
        func tellsTrouble() async throws {
            let all = (0...ProviderLimits.refusedMessages).map { "add=m\($0),INBOX&refuse=m\($0)" }
            try await provider.control(all.joined(separator: "&"))
            let mailbox = try mailbox()
            let fault = await providerFault { try await mailbox.poll(after: nil, store.sink) }
            #expect(fault?.description.contains("unexpected answer (418)") == true)
        }

        @Test("an expired token is renewed in the middle of a poll")
        func renewsToken() async throws {
            try await provider.control("add=a,INBOX")
            let mailbox = try mailbox()
            try await mailbox.poll(after: nil, store.sink)
            try await provider.control("expire=&add=b,INBOX")
            _ = try await provider.log()
            try await mailbox.poll(after: store.cursor, store.sink)
            #expect(store.ids == ["a", "b"])
            #expect(try await provider.log().filter { $0.hasPrefix("POST") } == ["POST /token good"])
        }

        @Test(
            "a short throttling is waited for, as long as the server says",
            arguments: ["status=1,429,1", "limit=1"])
        func waits(_ control: String) async throws {
            try await provider.control("add=a,INBOX&\(control)")
            let began = ContinuousClock.now
            try await mailbox().poll(after: nil, store.sink)
            #expect(store.ids == ["a"])
            #expect(began.duration(to: .now) >= .seconds(1))
        }

        private static let faults: [(control: String, words: String)] = [
            ("status=1,429,3600", "Gmail: too many requests; next try in 3600.0 seconds"),
            (
                "status=1,403,",
                "Gmail: reading mail is not permitted; grant the mail scope and check that the mailbox is enabled"
            ),
            ("status=1,503,60", "Gmail: too many requests; next try in 60.0 seconds"),
            ("status=2,401,", "Gmail: the sign-in has expired or was withdrawn; sign in again"),
            ("status=1,418,", "Gmail: an unexpected answer (418); it is tried again"),
        ]

        @Test("faults in words; the cursor stays", arguments: faults)
        func tellsFault(_ control: String, _ words: String) async throws {
            try await provider.control("add=a,INBOX&\(control)")
            let mailbox = try mailbox()
            let fault = await providerFault { try await mailbox.poll(after: "history:1000", store.sink) }
            #expect(fault?.description == words)
            #expect(store.cursor == nil)
        }

        @Test("what the store throws ends the poll")
        func stopsWithStore() async throws {
            struct Full: Error {}
            try await provider.control("add=a,INBOX&add=b,INBOX&add=c,INBOX")
            let mailbox = try mailbox()
            await #expect(throws: Full.self) {
                try await mailbox.poll(after: nil) { _ in throw Full() }
            }
            #expect(try await provider.log().contains { $0.contains("/messages/c") } == false)
        }
    }
}

private let cursors: [(text: String, isCursor: Bool)] = [
    ("history:12", true), ("listing:12:tok:en", true), ("history:", false), ("history:x", false),
    ("history:1:2", false), ("listing:12", false), ("listing:12:", false), ("", false), ("other:1", false),
]

@Test("cursors of Gmail", arguments: cursors)
func readsGmailCursor(_ text: String, _ isCursor: Bool) {
    #expect(GmailCursor(text)?.description == (isCursor ? text : nil))
}
