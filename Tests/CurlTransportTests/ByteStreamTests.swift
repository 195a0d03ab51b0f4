import Foundation
import TestServers
import Testing

@testable import CurlTransport

extension NetworkTests {
    /// Against small servers with one behaviour each, over TLS where nothing else is said.
    struct ByteStreamTests {
        let client: CurlClient

        init() async throws { client = try await Clients.trusting }

        private func connect(to stub: StubServer) async throws -> ByteStream {
            try await client.connect(to: .local(stub.port, .tls))
        }

        @Test("all bytes come back in order, whatever the size of the reads", arguments: [1 << 10, 1 << 18])
        func carriesBytes(_ limit: Int) async throws {
            let stub = try await StubServer("imap_stub.py", ["echo"], tls: true)
            let stream = try await connect(to: stub)
            let sent = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            async let writing: Void = stream.write(sent)
            var received: [UInt8] = []
            while received.count < sent.count {
                let more = try await stream.read(upTo: limit)
                #expect(!more.isEmpty && more.count <= limit)
                received += more
            }
            try await writing
            #expect(received == sent)
        }

        @Test("nothing is read while nobody asks")
        func pushesBack() async throws {
            let stub = try await StubServer("imap_stub.py", ["flood"], tls: true)
            let stream = try await connect(to: stub)
            _ = await stub.nextLine()
            try await Task.sleep(for: .milliseconds(700))
            // 26 MB are to come; until now the buffers of the system and of the server were filled.
            let sent = try #require(Int(stub.lastLine.dropFirst("sent ".count)))
            #expect(sent < 12 << 20)
            let first = try await stream.read()
            #expect(!first.isEmpty)
            var count = first.count
            while count < 400 * 65_536 {
                let more = try await stream.read()
                if more.isEmpty { break }
                count += more.count
            }
            #expect(count == 400 * 65_536)
        }

        @Test("a command and its answer in one go, a large one too; faults of either half come out")
        func exchanges() async throws {
            let stub = try await StubServer("imap_stub.py", ["echo"], tls: true)
            let stream = try await connect(to: stub)
            #expect(try await stream.exchange(Array("one\r\n".utf8)) == Array("one\r\n".utf8))
            let large = [UInt8](repeating: 120, count: 2_000_000)
            var received = try await stream.exchange(large)
            while received.count < large.count { received += try await stream.read() }
            #expect(received == large)
            let reading = Task { await fault { () throws(TransportError) in try await stream.read() } }
            try await Task.sleep(for: .milliseconds(100))
            let second = await fault { () throws(TransportError) in try await stream.exchange([10]) }
            #expect(second?.fault == .busy)
            stream.close()
            #expect(await reading.value?.fault == .closed)
            let late = await fault { () throws(TransportError) in try await stream.exchange([10]) }
            #expect(late?.fault == .closed)
        }

        @Test("the other side closes its half: the end is read, and writing still works")
        func survivesHalfClose() async throws {
            // Without TLS, which has no half-closed state in Python's server.
            let stub = try await StubServer("imap_stub.py", ["half-close"])
            let stream = try await client.connect(to: .local(stub.port, .plaintext))
            _ = await stub.nextLine()
            try await stream.write(Array("one\r\n".utf8))
            #expect(try await stream.read(until: "never") == "* BYE half\r\n")
            #expect(try await stream.read() == [])
            try await stream.write(Array("two\r\n".utf8))
            #expect(await stub.nextLine() == "after two")
        }

        @Test("a connection cut in the middle of an answer: what came is read, then the fault")
        func tellsCut() async throws {
            let stub = try await StubServer("imap_stub.py", ["cut"], tls: true)
            let stream = try await connect(to: stub)
            try await stream.write(Array("one\r\n".utf8))
            var text = ""
            let error = await fault { () throws(TransportError) in
                while true {
                    let more = try await stream.read()
                    if more.isEmpty { return }
                    text += String(decoding: more, as: UTF8.self)
                }
            }
            #expect(text == "* 1 FETCH (BODY[] {100}\r\nabc")
            #expect(error?.fault == .closedByPeer)
        }

        @Test("a read out of time loses nothing")
        func readsAgainAfterDeadline() async throws {
            let stub = try await StubServer("imap_stub.py", ["echo"], tls: true)
            let stream = try await connect(to: stub)
            let began = ContinuousClock.now
            let error = await fault { () throws(TransportError) in
                try await stream.read(within: .milliseconds(200))
            }
            #expect(error?.fault == .deadline(.reading, .milliseconds(200)))
            #expect((.milliseconds(190) ... .seconds(3)).contains(began.duration(to: .now)))
            try await stream.write(Array("still here\r\n".utf8))
            #expect(try await stream.read(until: "\n") == "still here\r\n")
        }

        @Test("a write that the other side does not take ends in its deadline, and closes")
        func writeHasDeadline() async throws {
            let stub = try await StubServer("imap_stub.py", ["flood"])
            let stream = try await client.connect(to: .local(stub.port, .plaintext))
            let error = await fault { () throws(TransportError) in
                try await stream.write([UInt8](repeating: 120, count: 64 << 20), within: .milliseconds(300))
            }
            #expect(error?.fault == .deadline(.writing, .milliseconds(300)))
            let next = await fault { () throws(TransportError) in try await stream.read() }
            #expect(next?.fault == .closed)
        }

        @Test("cancelling a task ends its wait at once, and closes")
        func cancels() async throws {
            let stub = try await StubServer("imap_stub.py", ["echo"], tls: true)
            let stream = try await connect(to: stub)
            _ = await stub.nextLine()
            let reading = Task { await fault { () throws(TransportError) in try await stream.read() } }
            try await Task.sleep(for: .milliseconds(100))
            let began = ContinuousClock.now
            reading.cancel()
            #expect(await reading.value?.fault == .cancelled)
            #expect(began.duration(to: .now) < .seconds(2))
            #expect(["closed", "broken"].contains(await stub.nextLine()))
        }

        @Test("a second reader is told so; the first one goes on")
        func refusesSecondReader() async throws {
            let stub = try await StubServer("imap_stub.py", ["echo"])
            let stream = try await client.connect(to: .local(stub.port, .plaintext))
            async let first = stream.read(until: "\n")
            try await Task.sleep(for: .milliseconds(100))
            let second = await fault { () throws(TransportError) in try await stream.read() }
            #expect(second?.fault == .busy)
            try await stream.write(Array("mine\r\n".utf8))
            #expect(try await first == "mine\r\n")
        }

        @Test("nobody holds the stream any more: it is closed")
        func closesWhenForgotten() async throws {
            let stub = try await StubServer("imap_stub.py", ["echo"], tls: true)
            do {
                let stream = try await connect(to: stub)
                #expect(await stub.nextLine()?.hasPrefix("PLAIN ") == true)
                try await stream.write([10])
            }
            #expect(["closed", "broken"].contains(await stub.nextLine()))
        }

        @Test("the client is shut down: waits end, new ones are refused")
        func shutsDown() async throws {
            let stub = try await StubServer("imap_stub.py", ["echo"])
            let own = try CurlClient()
            let stream = try await own.connect(to: .local(stub.port, .plaintext))
            let reading = Task { await fault { () throws(TransportError) in try await stream.read() } }
            try await Task.sleep(for: .milliseconds(100))
            own.shutDown()
            #expect(await reading.value?.fault == .closed)
            let next = await fault { () throws(TransportError) in
                try await own.connect(to: .local(stub.port, .plaintext))
            }
            #expect(next?.fault == .closed)
        }

        @Test("a line in one piece with the answer to the login does no harm")
        func survivesLateLine() async throws {
            let stub = try await StubServer("imap_stub.py", ["late-line"], tls: true)
            let stream = try await connect(to: stub)
            try await stream.write(Array("x1 here\r\n".utf8))
            #expect(try await stream.read(until: "x1 here\r\n").hasSuffix("x1 here\r\n"))
        }

        @Test("2,000 connections at once")
        func holdsThousands() async throws {
            let stub = try await StubServer("imap_stub.py", ["echo"])
            let client = client
            let port = stub.port
            try await withThrowingTaskGroup(of: ByteStream.self) { group in
                for _ in 0..<2_000 {
                    group.addTask { try await client.connect(to: .local(port, .plaintext)) }
                }
                var streams: [ByteStream] = []
                for try await stream in group { streams.append(stream) }
                try await withThrowingTaskGroup(of: Bool.self) { answers in
                    for (number, stream) in streams.enumerated() {
                        answers.addTask {
                            try await stream.write(Array("\(number)\r\n".utf8))
                            return try await stream.read(until: "\n") == "\(number)\r\n"
                        }
                    }
                    var right = 0
                    for try await isRight in answers where isRight { right += 1 }
                    #expect(right == 2_000)
                }
            }
        }
    }
}
