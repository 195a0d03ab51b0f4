import CalendarTime
import IMAPProtocol
import Testing

@Test("the first poll gives all of both folders, and changes nothing")
func firstPoll() {
    var poll = Conversation(inbox: mails(3), junk: mails(2))
    poll.poll()
    #expect(poll.failure == nil)
    #expect(poll.texts() == mails(3))
    #expect(poll.texts(.junk) == mails(2))
    #expect(poll.cursor() == "7:4")
    #expect(poll.cursor(.junk) == "7:3")
    let first = poll.batches[0].messages[0]
    #expect(first.received == Instant(seconds: 837_596_665))
    #expect(first.flags == ["\\Recent"])
    #expect(poll.didClose)
    for command in poll.server.commands {
        #expect(!command.hasPrefix("SELECT") && !command.contains("STORE "), "\(command)")
        #expect(!command.contains("BODY["), "a body that is not peeked at is marked as seen: \(command)")
    }
}

@Test("nothing new costs one round trip for both folders, and no store")
func secondPollIsOneRoundTrip() {
    var poll = Conversation(inbox: mails(3), junk: mails(2))
    poll.poll()
    poll.forgetBatches()
    poll.settings.capabilities = ["IMAP4rev1"]
    poll.poll()
    #expect(poll.batches.isEmpty)
    #expect(poll.roundTrips == 2)  // the second is LOGOUT, never sent behind a FETCH
    #expect(
        poll.server.commands.suffix(5).map { $0.prefix(18) } == [
            "EXAMINE \"INBOX\"", "UID FETCH 4:253 (U", "EXAMINE \"Junk\"", "UID FETCH 3:252 (U", "LOGOUT",
        ])
    poll.server.folders["Junk"]?.add("late")
    poll.poll()
    #expect(poll.texts(.junk) == ["late"])
    #expect(poll.cursor(.junk) == "7:4")
    #expect(poll.roundTrips == 2)
}

@Test("a kept connection is polled again without a login or LOGOUT")
func keptConnection() {
    var poll = Conversation(inbox: mails(1))
    poll.settings.keepsConnection = true
    var state = IMAPClientState(poll.settings, nonce: 9)
    poll.run(&state, .connected(at: 0))
    poll.server.folders["INBOX"]?.add("second")
    poll.run(&state, .pollDue(at: 100_000))
    #expect(poll.texts() == mails(1) + ["second"])
    #expect(poll.roundTrips == 1)
    #expect(!poll.didClose)
    #expect(!poll.server.commands.contains("LOGOUT"))
}

private let sizes: [(messages: Int, pieces: Int?)] = [(1, 1), (7, 3), (300, 1_000), (1_100, nil)]

@Test("catching up by windows gives each message once, in order", arguments: sizes)
func catchesUp(_ count: Int, _ pieces: Int?) {
    var poll = Conversation(inbox: mails(count), junk: mails(2))
    poll.pieceBytes = pieces
    poll.poll()
    #expect(poll.texts() == mails(count))
    #expect(poll.texts(.junk).count == 2)
    #expect(poll.cursor() == "7:\(count + 1)")
    for batch in poll.batches { #expect(batch.messages.count <= 500) }
}

@Test("the cursor of a batch never passes a message that has not come")
func cursorsAreSafe() {
    var poll = Conversation(inbox: mails(400))
    poll.settings.maximumBatchMessages = 30
    poll.settings.traits.windowUIDs = 10
    poll.server.oddities = [.descendingOrder]
    poll.poll()
    var given: Set<UInt32> = []
    for batch in poll.batches where batch.role == .inbox {
        given.formUnion(batch.messages.map(\.uid))
        #expect((1..<batch.cursor.uidNext).allSatisfy(given.contains))
    }
    #expect(given.count == 400)
}

@Test("a folder with large gaps is listed first")
func sparseFolder() {
    var poll = Conversation()
    for number in 1...40 {
        poll.server.folders["INBOX"]?.uidNext = number * 100_000
        poll.server.folders["INBOX"]?.add("\(number)")
    }
    poll.poll()
    #expect(poll.texts() == (1...40).map(String.init))
    #expect(poll.cursor() == "7:4000001")
    #expect(poll.server.commands.count < 15)
}

private let starts: [(start: IMAPStart, texts: Int)] = [
    (.everything, 5), (.newOnly, 0), (.since(CivilDate(daysSince1970: 20_000)), 1),
]

@Test("where a folder without cursor begins", arguments: starts)
func startsWhereAsked(_ start: IMAPStart, _ count: Int) {
    var poll = Conversation(inbox: mails(5))
    poll.settings.start = start
    poll.poll()
    #expect(poll.texts() == mails(5).suffix(count))
    #expect(poll.cursor() == "7:6")
    poll.server.folders["INBOX"]?.add("new")
    poll.poll()
    #expect(poll.texts().last == "new")
    #expect(poll.texts().count == count + 1)
}

@Test("another UIDVALIDITY: what was asked for is thrown away and the folder is read anew")
func uidValidityChanges() {
    var poll = Conversation(inbox: mails(3))
    poll.poll()
    poll.forgetBatches()
    poll.server.folders["INBOX"] = FakeServer.Folder(uidValidity: 8)
    for text in ["a", "b", "c", "d", "e"] { poll.server.folders["INBOX"]?.add(text) }
    poll.poll()
    #expect(poll.texts() == ["a", "b", "c", "d", "e"])
    #expect(poll.batches.allSatisfy { $0.isRescan && $0.uidValidity == 8 })
    #expect(poll.cursor() == "8:6")
}

@Test("a lowered UIDNEXT lowers the cursor, or new mail would stay below it")
func uidNextGoesBack() {
    var poll = Conversation(inbox: mails(9))
    poll.poll()
    poll.server.folders["INBOX"]?.messages.removeLast(4)
    poll.server.folders["INBOX"]?.uidNext = 6
    poll.poll()
    #expect(poll.cursor() == "7:6")
    poll.server.folders["INBOX"]?.add("new")
    poll.poll()
    #expect(poll.texts().last == "new")
}

@Test(
    "long messages come in slices and whole",
    arguments: [(1, 99), (100, 0), (101, 0), (1_000, 0), (12_345, 5)])
func longMessages(_ size: Int, _ other: Int) {
    for oddity in [nil, .sizesAreWrong, .doesNotNameOrigin, .ignoresPartial] as [FakeServer.Oddity?] {
        let texts = [mails(1, size: size)[0], "short"] + mails(3, size: size + other)
        var poll = Conversation(inbox: texts)
        poll.settings.sliceBytes = 100
        poll.settings.maximumHeldBytes = 150
        poll.server.oddities = oddity.map { [$0] } ?? []
        poll.pieceBytes = 33
        poll.poll()
        #expect(poll.texts().sorted() == texts.sorted(), "\(String(describing: oddity))")
        #expect(poll.batches.flatMap(\.messages).allSatisfy { !$0.isTruncated })
    }
}

@Test("of a message above the limit the beginning is handed out")
func truncatesAboveLimit() {
    for oddity in [nil, .ignoresPartial] as [FakeServer.Oddity?] {
        var poll = Conversation(inbox: mails(1, size: 5_000) + ["next"])
        poll.settings.sliceBytes = 100
        poll.settings.maximumMessageBytes = 450
        poll.server.oddities = oddity.map { [$0] } ?? []
        poll.poll()
        let messages = poll.batches.flatMap(\.messages).sorted { $0.uid < $1.uid }
        #expect(messages.map(\.bytes.count) == [450, 4])
        #expect(messages.map(\.isTruncated) == [true, false])
    }
}
