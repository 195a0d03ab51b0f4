/// The conversation with one server after the login: what happened goes in, what to do next comes out.
///
/// It reads the inbox and the junk folder from their cursors on and leaves both as they are (EXAMINE, BODY.PEEK). Start
/// with `.connected`, perform each action, hand in what it gave, until there is no action: then the mailbox is drained,
/// or `failure` says why not. Messages come in `.store` actions only, whole, each batch with the cursor that counts it.
public struct IMAPClientState: Sendable {
    enum Phase: Hashable {
        case reading
        /// IDLE was sent; then DONE.
        case idling(doneSent: Bool)
        /// The connection is kept, and nothing is to be done.
        case resting
        case leaving
        case done
    }

    var settings: IMAPPollSettings
    /// To be kept for the next visit to this host.
    public internal(set) var traits: IMAPServerTraits
    /// Why the mailbox was not drained; nil while nothing is wrong.
    public internal(set) var failure: IMAPFailure?
    /// In upper case; nil while unknown.
    public internal(set) var capabilities: Set<String>?
    /// The junk folder as it was found; nil where there is none. To be kept for the next poll.
    public var junkName: [UInt8]? { folders.first { $0.role == .junk && $0.phase != .closed }?.name }

    /// Messages that the server did not give, and that are not given up.
    public var refused: [IMAPFolderRole: [IMAPMessageName]] {
        Dictionary(folders.map { ($0.role, $0.refusedNames) }) { first, _ in first }
            .filter { !$0.value.isEmpty }
    }

    var phase = Phase.reading
    var folders: [FolderDrain] = []
    /// The folder that EXAMINE opened last.
    var selected: IMAPFolderRole?
    var queue: [IMAPCommand] = []
    var inFlight: [IMAPCommand] = []
    var pipeline: PipelineControl
    var parser: IMAPResponseParser
    var now = 0
    /// When the silence began that the next octet ends; nil when something was in flight already.
    var sentIntoSilenceAt: Int?
    var lastWindowEnd = 0
    var idleSince = 0
    /// IDLE is to end: there is new mail, or it is time to look at all folders.
    var hasNewMail = false
    /// Messages in the inbox when IDLE began.
    var idleExists: UInt32?
    var mustSendDone = false

    /// Octets of the FETCH response that is being read; nil when they are not wanted or too many.
    var incoming: [UInt8]?
    var listedFolders: [IMAPFolderListing] = []
    /// Nil when there were too many.
    var listedUIDs: [UInt32]? = []
    var searchResult: [UInt32] = []
    var hasListed = false
    var hasIdentified = false
    var isJunkNameOld: Bool

    /// Octets of all messages that are whole and in no batch yet.
    var buildingBytes = 0
    var ready: [IMAPBatch] = []
    var pause: Int?
    private var tagNumber = 0
    private let tagPrefix: String

    /// - Parameter nonce: unpredictable, another one for each connection: no text that was written before can hold a tag.
    public init(_ settings: IMAPPollSettings, nonce: UInt64) {
        self.settings = settings
        traits = settings.traits
        capabilities = settings.capabilities.map { Set($0.map { $0.uppercased() }) }
        pipeline = PipelineControl(settings.traits)
        let digits = String(nonce, radix: 36, uppercase: true)
        tagPrefix = "S" + digits + "N"
        parser = IMAPResponseParser(tagPrefix: tagPrefix, limits: settings.limits)
        isJunkNameOld = settings.junkName != nil
        folders.append(
            FolderDrain(.inbox, name: Array("INBOX".utf8), settings))
        if settings.pollsJunk, let name = settings.junkName, IMAPCommand.canName(name) { addJunk(name) }
    }

    /// The junk folder goes first when the inbox is to be the one that is open at the end.
    mutating func addJunk(_ name: [UInt8]) {
        let junk = FolderDrain(.junk, name: name, settings)
        folders.insert(junk, at: settings.idleMilliseconds == nil ? folders.count : 0)
    }

    /// What to do after `event`; nil when there is nothing (more) to do.
    public mutating func next(after event: IMAPEvent) -> IMAPAction? {
        switch event {
        case .connected(let at), .pollDue(let at): begin(at)
        case .sent(let at), .paused(let at): now = at
        case .received(let bytes, let at):
            now = at
            if let since = sentIntoSilenceAt { pipeline.answered(afterMilliseconds: at - since) }
            sentIntoSilenceAt = nil
            parser.push(bytes)
        case .timedOut(let at):
            now = at
            endWait()
        case .closed: endConnection()
        case .stored: if !ready.isEmpty { ready.removeFirst() }
        }
        if phase != .done { readResponses() }
        return nextAction()
    }

    private mutating func begin(_ at: Int) {
        now = at
        guard phase == .reading || phase == .resting else { return }
        phase = .reading
        for index in folders.indices where folders[index].phase != .closed { folders[index].phase = .due }
    }

    private mutating func endWait() {
        switch phase {
        case .idling(doneSent: false): pollAfterIdle()
        case .leaving: phase = .done
        default: fail(IMAPFailure(.timedOut))
        }
    }

    private mutating func endConnection() {
        if phase != .leaving, phase != .done {
            fail(IMAPFailure(.connectionLost))
        }
        phase = .done
    }

    /// Whole messages that are there are still handed out; nothing more is asked for.
    mutating func fail(_ reason: IMAPFailure) {
        guard failure == nil, phase != .leaving, phase != .done else { return }
        failure = reason
        switch reason.kind {
        case .connectionLost, .timedOut, .goodbye:
            // A server that has not answered at all is one that was down, or had hung up before we asked.
            if sentIntoSilenceAt == nil, inFlight.contains(where: \.fetchesBodies) {
                PipelineControl.afterBreak(&traits)
            }
        default: break
        }
    }

    private mutating func readResponses() {
        while ready.isEmpty, let piece = parser.next() {
            switch piece {
            case .body(let bytes): keep(bytes)
            case .response(let response): handle(response)
            case .fault(let fault):
                fail(IMAPFailure(.unreadableResponse, serverText: fault.description))
                return
            }
        }
    }

    private mutating func nextAction() -> IMAPAction? {
        if let batch = ready.first { return .store(batch) }
        if failure != nil {
            flush()
            if let batch = ready.first { return .store(batch) }
            defer { phase = .done }
            return phase == .done ? nil : .close
        }
        if let milliseconds = pause, inFlight.isEmpty {
            pause = nil
            return .pause(milliseconds: milliseconds)
        }
        switch phase {
        case .done, .resting: return nil
        case .leaving where inFlight.isEmpty:
            phase = .done
            return .close
        case .reading, .leaving, .idling: break
        }
        plan()
        if failure != nil { return nextAction() }
        if let batch = ready.first { return .store(batch) }
        let octets = takeCommands()
        if !octets.isEmpty { return .send(octets) }
        return inFlight.isEmpty ? nil : .receive(withinMilliseconds: patience)
    }

    private var patience: Int {
        guard case .idling(doneSent: false) = phase, let limit = settings.idleMilliseconds else {
            return settings.responseMilliseconds
        }
        return max(1, idleSince + limit - now)
    }

    /// The text of the commands that may go out now; they are in flight from here on.
    private mutating func takeCommands() -> [UInt8] {
        var octets: [UInt8] = []
        if mustSendDone {
            mustSendDone = false
            octets += Array("DONE\r\n".utf8)
        }
        guard pause == nil else { return octets }
        let room = pipeline.depth == 1 ? 1 : 16
        if inFlight.isEmpty, !queue.isEmpty { sentIntoSilenceAt = now }
        while inFlight.count < room, !queue.isEmpty {
            var command = queue.removeFirst()
            tagNumber += 1
            command.tag = "\(tagPrefix)\(tagNumber)"
            command.sentAt = now
            let folder = command.folder.flatMap(index)
            if case .examine = command.kind, let folder { folders[folder].beginExamine() }
            let writing = CommandWriting(
                settings: settings, traits: traits, capabilities: capabilities ?? [])
            octets += Array("\(command.tag) ".utf8)
            octets += writing.text(
                command.kind, folder: folder.map { folders[$0].name } ?? [],
                start: folder.map { folders[$0].start } ?? .everything)
            octets += [ASCII.carriageReturn, ASCII.lineFeed]
            inFlight.append(command)
        }
        return octets
    }

    func index(_ role: IMAPFolderRole) -> Int? { folders.firstIndex { $0.role == role } }
}
