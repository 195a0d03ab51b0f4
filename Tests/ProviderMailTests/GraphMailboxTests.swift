import Foundation
import Testing

@testable import ProviderMail

extension ProviderTests {
    struct GraphMailboxTests {
        let provider: Provider
        let store = Store()

        init() async throws { provider = try await Provider() }

        private func mailbox(junk: Bool = true) throws -> GraphMailbox {
            GraphMailbox(
                tokens: try provider.tokens(), client: provider.client, includesJunk: junk,
                firstSince: "2026-01-01T00:00:00Z", base: provider.base + "/v1.0",
                missingPauses: [.milliseconds(10), .milliseconds(10)])
        }

        @Test("both folders page by page without drafts; then what is new")
        func readsNew() async throws {
            try await provider.control(
                "add=a,inbox&add=b,draft&add=c,inbox&add=d,junkemail&add=e+/=,inbox".replacing(
                    "+", with: "%2B"
                )
                .replacing("/=", with: "%2F%3D"))
            let mailbox = try mailbox()
            try await mailbox.poll(after: nil, store.sink)
            #expect(store.ids == ["a", "c", "e+/=", "d"])
            #expect(store.mails.map(\.folder) == [.inbox, .inbox, .inbox, .junk])
            #expect(store.mails.map(\.raw) == ["a", "c", "e+/=", "d"].map(Store.raw))
            #expect(store.mails.first?.receivedMilliseconds == 1_767_323_045_000)
            try await provider.control("add=f,junkemail&add=g,inbox")
            let more = Store()
            try await mailbox.poll(after: store.cursor, more.sink)
            #expect(more.ids == ["g", "f"])
            let none = Store()
            try await mailbox.poll(after: more.cursor, none.sink)
            #expect(none.ids.isEmpty)
            let first = try #require(try await provider.log().first { $0.contains("/inbox/") })
            #expect(first.contains("$filter=receivedDateTime ge 2026-01-01T00:00:00Z"))
            #expect(first.contains("changeType=created"))
        }

        @Test("each batch has the place to go on from: a poll that ended in the middle repeats little")
        func goesOn() async throws {
            struct Full: Error {}
            try await provider.control("add=a,inbox&add=b,inbox&add=c,inbox")
            let mailbox = try mailbox(junk: false)
            let store = store
            await #expect(throws: Full.self) {
                try await mailbox.poll(after: nil) { batch in
                    if store.cursor != nil { throw Full() }
                    try await store.sink(batch)
                }
            }
            #expect(store.ids == ["a", "b"])
            try await mailbox.poll(after: store.cursor, store.sink)
            #expect(store.ids == ["a", "b", "c"])
        }

        @Test("a delta that is no longer known means listing that folder again")
        func listsAgain() async throws {
            try await provider.control("add=a,inbox")
            let mailbox = try mailbox(junk: false)
            try await mailbox.poll(after: nil, store.sink)
            try await provider.control("add=b,inbox&forget=")
            try await mailbox.poll(after: store.cursor, store.sink)
            #expect(store.ids == ["a", "a", "b"])
        }

        @Test("not there yet, moved, gone")
        func looksAgain() async throws {
            try await provider.control("add=a,inbox&late=a&add=b,inbox&moved=b&add=c,inbox&gone=c")
            try await mailbox().poll(after: nil, store.sink)
            #expect(store.ids == ["a", "b"])
            #expect(store.mails.map(\.raw) == ["a", "b"].map(Store.raw))
        }

        @Test("a message that is refused keeps nothing back, and is asked for again by its name")
        func passesOverRefused() async throws {
            try await provider.control(
                "add=a,inbox&add=b,inbox&add=c,inbox&add=d,junkemail&refuse=b&refuse=d")
            let mailbox = try mailbox()
            try await mailbox.poll(after: nil, store.sink)
            #expect(store.ids == ["a", "c"] && store.refused == ["inbox/b", "junk/d"])
            let more = Store()
            try await provider.control("add=e,inbox&give=b")
            try await mailbox.poll(after: store.cursor, again: store.refused, more.sink)
            #expect(more.ids == ["b", "e"])
            #expect(more.refused == ["junk/d"])
            #expect(more.settled.contains("inbox/b"))
        }

        @Test("a provider that refuses everything is in trouble itself: nothing is passed over")
        func tellsTrouble() async throws {
            let all = (0...ProviderLimits.refusedMessages).map { "add=m\($0),inbox&refuse=m\($0)" }
            try await provider.control(all.joined(separator: "&"))
            let mailbox = try mailbox()
            let fault = await providerFault { try await mailbox.poll(after: nil, store.sink) }
            #expect(fault?.description.contains("unexpected answer (418)") == true)
        }

        @Test("a link to another host is not followed: the token would go with it")
        func staysAtHome() async throws {
            try await provider.control("add=a,inbox&add=b,inbox&add=c,inbox&foreign=")
            let mailbox = try mailbox()
            let fault = await providerFault { try await mailbox.poll(after: nil, store.sink) }
            #expect(fault?.description.contains("leads to another host") == true)
            let stored = #"{"inbox":"https://evil.example/v1.0/me"}"#
            let other = await providerFault { try await mailbox.poll(after: stored, store.sink) }
            #expect(other?.description.contains("leads to another host") == true)
        }

        @Test("throttled, and renewed")
        func waitsAndRenews() async throws {
            try await provider.control("add=a,inbox&status=1,429,1")
            let mailbox = try mailbox()
            try await mailbox.poll(after: nil, store.sink)
            try await provider.control("add=b,inbox&expire=")
            try await mailbox.poll(after: store.cursor, store.sink)
            #expect(store.ids == ["a", "b"])
            try await provider.control("status=1,429,600")
            let fault = await providerFault { try await mailbox.poll(after: store.cursor, store.sink) }
            #expect(fault?.description == "Microsoft Graph: too many requests; next try in 600.0 seconds")
        }
    }
}
