import CalendarTime
import Foundation
import MailSources
import Testing

struct MboxTailTests {
    private let folder: Folder
    private static let name = "box"

    init() throws { folder = try Folder() }

    private static func mail(_ number: Int, lines: Int = 1) -> String {
        "From a@b Tue Mar  3 09:00:00 2026\nSubject: \(number)\n\n"
            + String(repeating: "text of message \(number)\n", count: lines) + "\n"
    }

    private struct Reading {
        var subjects: [String] = []
        var cursor: MboxCursor?
        var beginsAnew = false
    }

    /// All that is whole, in batches of two.
    private func read(after cursor: MboxCursor?) throws -> Reading {
        var tail = try MboxTail(path: folder.path + "/" + Self.name, after: cursor)
        var reading = Reading(cursor: cursor, beginsAnew: tail.beginsAnew)
        while let batch = try tail.next(maximumMessages: 2, maximumBytes: 1 << 20) {
            reading.subjects += batch.items.map { item in
                String(decoding: item.raw.bytes.dropFirst(9).prefix { $0 != 10 }, as: UTF8.self)
            }
            reading.cursor = MboxCursor(batch.cursor.description)
            #expect(reading.cursor == batch.cursor)
        }
        return reading
    }

    private func write(_ text: String) throws {
        try folder.write(text, Self.name)
        try folder.age(Self.name)
    }

    private func append(_ text: String) throws {
        try folder.append(text, Self.name)
        try folder.age(Self.name)
    }

    @Test("goes on where it stopped, whatever was appended")
    func goesOn() throws {
        try write((1...5).map { Self.mail($0) }.joined())
        var reading = try read(after: nil)
        #expect(reading.subjects == ["1", "2", "3", "4", "5"])
        reading = try read(after: reading.cursor)
        #expect(reading.subjects.isEmpty && !reading.beginsAnew)
        try append(Self.mail(6) + Self.mail(7))
        reading = try read(after: reading.cursor)
        #expect(reading.subjects == ["6", "7"])
        // A deliverer that puts the empty line before its message.
        try append("\n" + Self.mail(8))
        #expect(try read(after: reading.cursor).subjects == ["8"])
    }

    @Test("the last message waits until its deliverer is done")
    func waits() throws {
        let path = folder.path + "/" + Self.name
        try write(Self.mail(1))
        try folder.append("From a@b Tue Mar  3 09:00:00 2026\nSubject: 2\n\n", Self.name)
        // Just written: it ends in an empty line, but so do the header fields of a message.
        var reading = try read(after: nil)
        #expect(reading.subjects == ["1"])
        try append("first line\n")
        // No empty line at its end, and not silent for long.
        #expect(try read(after: reading.cursor).subjects.isEmpty)
        try append("last line\n\n")
        try Data().write(to: URL(filePath: path + ".lock"))
        #expect(try read(after: reading.cursor).subjects.isEmpty, "its deliverer holds the lock")
        try FileManager.default.removeItem(atPath: path + ".lock")
        reading = try read(after: reading.cursor)
        #expect(reading.subjects == ["2"])
        // Cut off for good, by a deliverer that died.
        try append("From a@b Tue Mar  3 09:00:00 2026\nSubject: 3\n\ncut o")
        #expect(try read(after: reading.cursor).subjects.isEmpty)
        try folder.age(Self.name, seconds: 600)
        #expect(try read(after: reading.cursor).subjects == ["3"])
    }

    @Test("a lock that another process holds is seen, and none is taken")
    func seesLocks() throws {
        try write(Self.mail(1))
        let holder = Process()
        holder.executableURL = URL(filePath: "/usr/bin/env")
        let script = """
            import fcntl, sys, os
            file = open(sys.argv[1], "r+")
            fcntl.lockf(file, fcntl.LOCK_EX)
            print("held", flush=True)
            sys.stdin.read()
            """
        holder.arguments = ["python3", "-c", script, folder.path + "/" + Self.name]
        let (input, output) = (Pipe(), Pipe())
        (holder.standardInput, holder.standardOutput) = (input, output)
        try holder.run()
        _ = output.fileHandleForReading.availableData
        #expect(try read(after: nil).subjects.isEmpty)
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        #expect(try read(after: nil).subjects == ["1"])
    }

    @Test("a file that was cut, rewritten or begun again is read from its beginning")
    func beginsAgain() throws {
        let all = (1...4).map { Self.mail($0, lines: 2_000) }
        try write(all.joined())
        let cursor = try read(after: nil).cursor
        for (text, subjects) in [
            (all[0] + all[1], ["1", "2"]),  // shorter
            (all[1...].joined() + Self.mail(5, lines: 9_000), ["2", "3", "4", "5"]),  // longer, one deleted
            // One that was cut off went on: what follows the cursor is no message of its own.
            (all.joined() + "more of it\n\n", ["1", "2", "3", "4"]), ("", []),
        ] {
            try write(text)
            let reading = try read(after: cursor)
            #expect(reading.beginsAnew)
            #expect(reading.subjects == subjects)
        }
    }

    @Test("rewritten while it is read: nothing of the batch is believed")
    func noticesChange() throws {
        try write((1...2).map { Self.mail($0) }.joined())
        let cursor = try read(after: nil).cursor
        try append((3...6).map { Self.mail($0) }.joined())
        var tail = try MboxTail(path: folder.path + "/" + Self.name, after: cursor)
        #expect(try tail.next(maximumMessages: 2, maximumBytes: 1 << 20)?.items.count == 2)
        try folder.overwrite(Self.mail(9, lines: 100), Self.name)
        let fault = #expect(throws: SourceFault.self) {
            _ = try tail.next(maximumMessages: 2, maximumBytes: 1 << 20)
        }
        #expect(fault?.reason == .changed)
    }

    @Test("what was there at first is old, and its From line says from when")
    func tellsAge() throws {
        try write(Self.mail(1))
        var tail = try MboxTail(path: folder.path + "/" + Self.name, after: nil)
        var batch = try #require(try tail.next(maximumMessages: 9, maximumBytes: 1 << 20))
        #expect(batch.items.map(\.isOld) == [true])
        #expect(batch.items.first?.delivered == Instant(iso8601: "2026-03-03T09:00:00Z"))
        try append("From x  Wed Dec 30 23:59:59 CET 2026\nSubject: 2\n\ntext\n\n")
        tail = try MboxTail(path: folder.path + "/" + Self.name, after: batch.cursor)
        batch = try #require(try tail.next(maximumMessages: 9, maximumBytes: 1 << 20))
        #expect(batch.items.map(\.isOld) == [false])
        #expect(batch.items.first?.delivered == Instant(iso8601: "2026-12-30T23:59:00Z"))
    }

    @Test("what is no mbox is refused", arguments: ["Subject: 1\n\ntext\n", "\0\u{1}binary", "Fron me\n"])
    func refusesOthers(_ text: String) throws {
        try write(text)
        let fault = #expect(throws: SourceFault.self) { _ = try read(after: nil) }
        #expect(fault?.reason == .noMbox)
    }

    @Test("a cursor that was not written by us is none")
    func parsesCursors() {
        for text in ["", "1", "1:2", "-1:0:0", "1:g:2", "1:2:3:4"] { #expect(MboxCursor(text) == nil) }
        #expect(MboxCursor("17:ff:20")?.description == "17:ff:20")
    }
}
