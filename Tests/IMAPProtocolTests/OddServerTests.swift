import IMAPProtocol
import Testing

private let oddities: [[FakeServer.Oddity]] = [
    [.omitsUIDNext],  // Winmail
    [.omitsUIDNext, .emptyStatus],  // 163.com
    [.omitsUIDValidity],
    [.oneAtATime],
    [.refusesExtensions],
    [.uidAfterBody],
    [.quotesShortBodies],
    [.descendingOrder],
    [.chatters],
    [.wantsID],  // NetEase
    [.givesEverythingTwice],
    [.oneAtATime, .uidAfterBody, .omitsUIDNext, .emptyStatus, .refusesExtensions],
    [.chatters, .oneAtATime, .uidAfterBody, .refusesExtensions, .givesEverythingTwice],
]

@Test("odd servers lose nothing and give nothing twice", arguments: oddities)
func oddServer(_ oddities: [FakeServer.Oddity]) {
    let texts = mails(60) + ["a", "b"]
    var poll = Conversation(inbox: texts, junk: ["junk"])
    poll.server.oddities = Set(oddities)
    poll.settings.traits.windowUIDs = 10
    poll.poll()
    #expect(poll.failure == nil)
    #expect(poll.texts().sorted() == texts.sorted())
    #expect(poll.texts(.junk) == ["junk"])
    #expect(poll.cursor() == "7:63")
    // What was learned serves the next visit.
    poll.server.folders["INBOX"]?.add("new")
    poll.forgetBatches()
    let before = poll.server.commands.count
    poll.poll()
    #expect(poll.texts() == ["new"])
    #expect(poll.cursor() == "7:64")
    let most = oddities.contains(.omitsUIDValidity) ? 12 : 8
    #expect(poll.server.commands.count - before <= most, "\(poll.server.commands.suffix(12))")
    poll.forgetBatches()
    poll.poll()
    #expect(poll.batches.isEmpty)
}

@Test("a connection that breaks in the middle makes the next one careful, and success bold again")
func breaksMakeCareful() {
    var poll = Conversation(inbox: mails(300, size: 100))
    poll.breaksAfter = 5_000
    poll.poll()
    #expect(poll.settings.traits.pipelineDepth == 2)
    #expect(poll.settings.traits.windowUIDs == 125)
    poll.breaksAfter = nil
    poll.poll()
    #expect(poll.settings.traits.pipelineDepth == 3)
    #expect(Set(poll.texts()) == Set(mails(300, size: 100)))
}

@Test("a server that had hung up before we asked is not taken for a weak one")
func hungUpBefore() {
    var poll = Conversation(inbox: mails(3))
    poll.settings.capabilities = ["IMAP4rev1"]
    poll.settings.junkName = Array("Junk".utf8)
    poll.breaksAfter = 0
    poll.poll()
    #expect(poll.failure?.kind == .connectionLost)
    #expect(poll.settings.traits == IMAPServerTraits())
}

@Test("messages that are gone hold up nothing", arguments: [1, 2, 300])
func expungedInBetween(_ uid: Int) {
    var poll = Conversation(inbox: mails(300))
    poll.server.gone = [uid]
    poll.server.answers = [
        (
            "UID FETCH 251",
            "* 251 FETCH (UID 251 BODY[]<0> {1}\r\ny)\r\nTAG NO Some of the requested messages no longer exist\r\n"
        )
    ]
    poll.poll()
    #expect(poll.failure == nil)
    #expect(poll.cursor() == "7:301")
    #expect(!poll.batches.flatMap(\.messages).contains { $0.uid == uid })
    #expect(poll.batches.flatMap(\.unreadable).isEmpty)
}

@Test("one message that the server cannot give is given up, the others come")
func poisonedMessage() {
    var poll = Conversation(inbox: mails(20))
    poll.server.refused = [13: "[SERVERBUG] Internal error occurred"]
    poll.poll()
    #expect(poll.failure == nil)
    #expect(poll.batches.flatMap(\.messages).count == 19)
    #expect(poll.batches.flatMap(\.unreadable) == [13])
    #expect(poll.cursor() == "7:21")
}

@Test("a server that gives no message at all has failed, and nothing is given up")
func everythingPoisoned() {
    var poll = Conversation(inbox: mails(3))
    poll.server.refused = [1: "[SERVERBUG] x", 2: "[SERVERBUG] x", 3: "[SERVERBUG] x"]
    poll.poll()
    #expect(poll.failure?.kind == .unavailable)
    #expect(poll.batches.allSatisfy { $0.unreadable.isEmpty && $0.messages.isEmpty })
    #expect(poll.cursor() ?? "7:1" == "7:1")
    poll.server.refused = [:]
    poll.poll()
    #expect(poll.texts() == mails(3))
}

@Test("the only new message, refused for long: it is given up, what is not as old is not")
func hopelessMessage() {
    var poll = Conversation(inbox: mails(3))
    poll.poll()
    poll.server.folders["INBOX"]?.add("poison")
    poll.server.folders["INBOX"]?.add("other")
    poll.server.refused = [4: "[SERVERBUG] x", 5: "[SERVERBUG] x"]
    poll.poll()
    #expect(poll.failure?.kind == .unavailable)
    #expect(poll.refused == [.inbox: [4, 5].map { IMAPMessageName(uidValidity: 7, uid: $0) }])
    poll.settings.hopeless[.inbox] = [IMAPMessageName(uidValidity: 6, uid: 4)]
    poll.poll()
    #expect(poll.failure?.kind == .unavailable, "that was another folder")
    poll.settings.hopeless[.inbox] = [IMAPMessageName(uidValidity: 7, uid: 4)]
    poll.poll()
    #expect(poll.failure?.kind == .unavailable)
    #expect(poll.batches.flatMap(\.unreadable) == [4])
    #expect(poll.cursor() == "7:5")
    poll.server.refused = [:]
    poll.poll()
    #expect(poll.failure == nil && poll.refused.isEmpty)
    #expect(poll.cursor() == "7:6" && poll.texts() == mails(3) + ["other"])
}

private let answers: [(word: String, answer: String, kind: IMAPFailure.Kind?, wait: Int?)] = [
    ("UID FETCH", "TAG BAD Request is throttled. Suggested Backoff Time: 2500 milliseconds\r\n", nil, 2_500),
    (
        "UID FETCH", "TAG NO Request is throttled. Suggested Backoff Time: 299961 milliseconds\r\n",
        .throttled, 299_961
    ),
    ("EXAMINE", "TAG NO [LIMIT] EXAMINE Rate limit hit.\r\n", .throttled, nil),
    ("EXAMINE", "TAG BAD User is authenticated but not connected.\r\n", .notConnected, nil),
    ("EXAMINE", "TAG NO [INUSE] locked\r\n", .unavailable, nil),
    ("EXAMINE", "* BYE Too many simultaneous connections. (Failure)\r\n", .tooManyConnections, nil),
    ("UID FETCH", "* BYE [UNAVAILABLE] Server shutting down.\r\n", .unavailable, nil),
    ("UID FETCH", "* BYE\r\n", .goodbye, nil),
    (
        "UID FETCH", "TAG NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)\r\n",
        .throttled, nil
    ),
    ("UID FETCH", "what?\r\n", .unreadableResponse, nil),
    ("UID FETCH", "", .timedOut, nil),
    ("EXAMINE \"Junk\"", "TAG NO [NOPERM] no\r\n", nil, nil),
    ("CAPABILITY", "TAG BAD what\r\n", nil, nil),
]

@Test("refusals in the middle", arguments: answers)
func refusedInTheMiddle(_ word: String, _ answer: String, _ kind: IMAPFailure.Kind?, _ wait: Int?) {
    var poll = Conversation(inbox: mails(5), junk: mails(2))
    poll.server.answers = [(word, answer)]
    poll.poll()
    #expect(poll.failure?.kind == kind)
    if kind == nil, let wait {
        #expect(poll.pauses == [wait])
    } else {
        #expect(poll.failure?.retryAfterMilliseconds == wait)
    }
    #expect(poll.didClose || kind == nil)
    // The next visit has what this one has not.
    poll.poll()
    #expect(Set(poll.texts()) == Set(mails(5)))
}

@Test("a junk folder that was renamed is found again")
func junkIsRenamed() {
    var poll = Conversation(inbox: mails(1), junk: ["a"])
    poll.poll()
    poll.server.folders["Spam folder"] = poll.server.folders["Junk"]
    poll.server.folders["Junk"] = nil
    poll.server.folders["Spam folder"]?.add("b")
    poll.poll()
    #expect(poll.failure == nil)
    #expect(poll.texts(.junk).contains("b"))
    #expect(poll.settings.junkName == Array("Spam folder".utf8))
}

private let junkNames: [(folders: [String: String], name: String?)] = [
    (["A": "\\Junk", "Spam": ""], "A"), (["[Gmail]/Spam": "\\HasNoChildren \\Junk"], "[Gmail]/Spam"),
    (["Bulk Mail": "\\Spam"], "Bulk Mail"), (["INBOX/Spam": ""], "INBOX/Spam"),
    (["junk e-mail": ""], "junk e-mail"),
    (["&V4NXPpCuTvY-": ""], "&V4NXPpCuTvY-"), (["Spam": "\\NoSelect", "x": ""], nil),
    (["Spam club": ""], nil),
    (["Spam": "", "Junk": ""], "Junk"),
]

@Test("the junk folder, RFC 6154, else by name", arguments: junkNames)
func findsJunk(_ folders: [String: String], _ name: String?) {
    var poll = Conversation(inbox: mails(1))
    poll.server.folders["Junk"] = nil
    for (folder, attributes) in folders {
        poll.server.folders[folder] = FakeServer.Folder(attributes: attributes)
    }
    poll.poll()
    #expect(poll.settings.junkName.map { String(decoding: $0, as: UTF8.self) } == name)
    #expect(poll.failure == nil)
}

@Test("IDLE: new mail is fetched at once, and all folders are polled when it is renewed")
func idles() {
    var poll = Conversation(inbox: mails(1), junk: mails(1))
    poll.settings.idleMilliseconds = 300_000
    poll.whileIdle = [
        { server in
            server.folders["INBOX"]?.add("first")
            return "* OK Still here\r\n* 2 EXISTS\r\n"
        },
        { server in
            server.folders["Junk"]?.add("second")
            return ""  // nobody tells; the renewal finds it
        },
        { _ in "* BYE Server shutting down\r\n" },
    ]
    poll.poll()
    #expect(poll.texts() == mails(1) + ["first"])
    #expect(poll.texts(.junk) == mails(1) + ["second"])
    #expect(poll.failure?.kind == .goodbye)
    #expect(poll.server.commands.filter { $0 == "IDLE" }.count == 3)
    #expect(poll.server.commands.filter { $0 == "DONE" }.count == 2)
}

@Test("a session cut off at any octet loses nothing", arguments: [[], [FakeServer.Oddity.descendingOrder]])
func cutAnywhere(_ oddities: [FakeServer.Oddity]) {
    let texts = mails(2, size: 45) + ["\(Reading.tagPrefix) OK\r\n* 9 FETCH (UID 900 BODY[] {1}\r\nx)\r\n"]
    var whole = Conversation(inbox: texts, junk: mails(1))
    whole.server.oddities = Set(oddities)
    whole.settings.sliceBytes = 40
    whole.settings.maximumBatchMessages = 1
    var count = 0
    while true {
        var poll = whole
        poll.breaksAfter = count
        poll.poll()
        let isCut = poll.failure != nil
        poll.breaksAfter = nil
        poll.poll()
        #expect(poll.failure == nil)
        #expect(Set(poll.texts()) == Set(texts), "cut at \(count)")
        #expect(poll.texts(.junk).first == mails(1)[0])
        #expect(poll.cursor() == "7:4")
        count += 1
        if !isCut { break }
    }
    #expect(count > 1_000)
}
