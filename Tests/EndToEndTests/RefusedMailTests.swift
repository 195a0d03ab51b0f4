import Foundation
import TestServers
import Testing

/// The real program and a server that lists messages and never gives them.
struct RefusedMailTests {
    @Test(
        "messages that the server refuses for an hour are set aside, are told, and the mailbox is well again")
    func setsAside() async throws {
        let server = try await StubServer("imap_oddity.py", ["refuses"], beside: TestFolder.here)
        let sluice = try Sluice(
            "refused", settings: ["SLUICE_SEALING_KEYS": Data(repeating: 7, count: 32).base64EncodedString()])
        defer { sluice.remove() }
        let password = try sluice.write("secret\n", to: "password")
        try sluice.expect(
            [
                "mailbox", "add", "a@ours.example", "--host", "127.0.0.1", "--port", "\(server.port)",
                "--security", "none", "--password-file", password, "--since", "all", "--at",
                "2026-03-02T09:00:00Z",
            ])
        for (clock, isRefused) in [("09:00", true), ("09:10", true), ("09:59", true), ("10:01", false)] {
            let at = ["--at", "2026-03-02T\(clock):00Z"]
            let polled = try sluice.run(["poll"] + at)
            let list = try sluice.expect(["mailbox", "list", "--json"] + at)
            #expect(list.contains("\"fault\":\"messages_refused\"") == isRefused, "\(clock): \(list)")
            #expect(polled.output.contains("5 set aside") != isRefused, "\(clock): \(polled)")
            #expect(polled.status == (isRefused ? 1 : 0))
        }
        let at = ["--at", "2026-03-02T10:02:00Z"]
        #expect(try sluice.expect(["poll"] + at).contains("0 messages, 0 new"))
        let list = try sluice.expect(["mailbox", "list"] + at)
        #expect(list.contains("good; 5 messages set aside, one of them: message 1 of the inbox"), "\(list)")
        // The owner has looked.
        try sluice.expect(["mailbox", "check", "a@ours.example"] + at)
        #expect(!(try sluice.expect(["mailbox", "list"] + at).contains("set aside")))
    }
}
