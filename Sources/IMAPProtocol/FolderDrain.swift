/// How far the reading of one folder has come, on this connection and before. It decides which UIDs are asked for next.
struct FolderDrain {
    enum Phase: Hashable {
        /// EXAMINE is due.
        case due
        case examining
        case open
        /// There is no such folder, or it cannot be read.
        case closed
    }

    let role: IMAPFolderRole
    var name: [UInt8]
    var phase = Phase.due
    /// As handed out last; nil before the first.
    var cursor: IMAPCursor?
    /// Where to begin while there is no cursor.
    var start: IMAPStart
    var isRescan = false

    // What the server says of the folder, since the last EXAMINE.
    var uidValidity: UInt32?
    var uidNext: UInt32?
    var exists: UInt32?
    var highestModSeq: UInt64?
    var hasAskedStatus = false

    /// The first UID that has not been asked for.
    private(set) var position: UInt32 = 1
    /// No UID of a message is known from here on.
    private(set) var end: UInt32?
    /// UIDs that a listing found, in order; while there are some, `position` follows them.
    private var listed: [UInt32] = []
    /// More messages than a listing may have: then windows go over all UIDs.
    private var isTooFullToList = false
    /// Windows that are to be asked again.
    var waiting: [ClosedRange<UInt32>] = []
    var long: [LongMessage] = []
    /// UIDs handed out of windows that are not finished; a window that is asked again gives them once more.
    var handedOut: Set<UInt32> = []
    /// Whole messages of the next batch.
    var building: [IMAPMessage] = []
    /// Messages that the server lists and does not give. They hold the cursor until it is clear that others come.
    var refused: [UInt32] = []
    /// Refused, and given up: they go out with the next batch.
    var unreadable: [UInt32] = []
    private(set) var hasGivenUp = 0
    private let hopeless: Set<IMAPMessageName>
    private var hasDelivered = false
    private(set) var highestSeen: UInt32 = 0
    var needsSearch = false
    var needsListing = false

    init(_ role: IMAPFolderRole, name: [UInt8], _ settings: IMAPPollSettings) {
        self.role = role
        self.name = name
        cursor = settings.cursors[role]
        start = settings.start
        hopeless = settings.hopeless[role] ?? []
        position = cursor?.uidNext ?? 1
    }

    /// UIDs that may be asked for before EXAMINE has answered; nil where that depends on the answer.
    func speculation(ofUIDs count: Int, isOpen: Bool) -> UIDWindow? {
        guard cursor != nil || start == .everything, waiting.isEmpty else { return nil }
        let last = isOpen ? .max : Self.adding(position, UInt32(count) - 1)
        return UIDWindow(range: position...max(position, last), isSpeculative: true)
    }

    mutating func beginExamine() {
        phase = .examining
        (uidValidity, uidNext, exists, highestModSeq) = (nil, nil, nil, nil)
        hasAskedStatus = false
        end = nil
        listed = []
        highestSeen = 0
    }

    /// After EXAMINE, and after STATUS where that was needed: begins again where UIDVALIDITY is another one. False
    /// when it did: then what was asked for speculatively is void.
    mutating func settle(rescan: IMAPStart) -> Bool {
        phase = .open
        guard let uidValidity else { return true }
        var isSame = true
        if let cursor, cursor.uidValidity != uidValidity {
            isSame = false
            isRescan = true
            self.cursor = nil
            start = rescan
            position = 1
            (waiting, long, handedOut, building, refused) = ([], [], [], [], [])
        }
        if cursor == nil {
            switch start {
            case .everything: break
            case .newOnly where isRescan: break
            case .newOnly:
                if let uidNext {
                    position = uidNext
                    start = .everything
                }
            case .since: needsSearch = uidNext != 1
            }
        }
        guard let uidNext else { return isSame }
        // Lenient: a server restored from a copy, or one that counts from the messages it has, lowers UIDNEXT. New
        // messages would then come below our mark.
        if position > uidNext { position = uidNext }
        end = max(uidNext, highestSeen == 0 ? 1 : Self.adding(highestSeen, 1))
        return isSame
    }

    /// The first UID that a search found; nil when it found none.
    mutating func found(_ least: UInt32?) {
        needsSearch = false
        start = .everything
        position = max(position, least ?? end ?? position)
    }

    mutating func saw(_ uid: UInt32) { highestSeen = max(highestSeen, uid) }

    /// Whether there are so few messages for so many UIDs that listing them first is less work.
    func isSparse(_ windowUIDs: Int) -> Bool {
        guard !isTooFullToList, listed.isEmpty, let end, let exists, end > position else { return false }
        return UInt64(end - position) > UInt64(exists) * 4 + UInt64(windowUIDs) * 8
    }

    /// All UIDs from `position` on, in any order; nil when they were too many.
    mutating func list(_ uids: [UInt32]?) {
        needsListing = false
        guard let uids else {
            isTooFullToList = true
            if end == nil { end = .max }
            return
        }
        listed = uids.filter { $0 >= position }.sorted()
        let next = listed.last.map { Self.adding($0, 1) } ?? position
        end = max(next, uidNext ?? 1)
        if cursor == nil, start == .newOnly, !isRescan {
            listed = []
            start = .everything
        }
        position = listed.first ?? max(position, next, uidNext ?? 1)
    }

    /// Nothing is new: `highestModSeq` is what it was, and any new message would have raised it (RFC 7162 §3.1).
    mutating func closeUnchanged() { end = position }

    /// The next UIDs to ask for; nil when every one has been.
    mutating func nextWindow(ofUIDs count: Int) -> UIDWindow? {
        if !waiting.isEmpty { return UIDWindow(range: waiting.removeFirst(), isSpeculative: false) }
        if !listed.isEmpty {
            let uids = listed.prefix(count)
            let range = uids[0]...uids[uids.count - 1]
            listed.removeFirst(uids.count)
            position = listed.first ?? max(Self.adding(range.upperBound, 1), end ?? 1)
            return UIDWindow(range: range, isSpeculative: false)
        }
        guard let end, position < end else { return nil }
        let range = position...min(end - 1, Self.adding(position, UInt32(count) - 1))
        position = Self.adding(range.upperBound, 1)
        return UIDWindow(range: range, isSpeculative: false)
    }

    /// The window has been answered to its end.
    mutating func finish(_ window: UIDWindow) {
        guard window.isSpeculative else { return }
        let seen = highestSeen == 0 ? 1 : Self.adding(highestSeen, 1)
        if let end {
            self.end = max(end, seen)
            position = max(position, min(Self.adding(window.range.upperBound, 1), max(end, seen)))
        } else {
            position = max(position, seen)
            if window.isOpen { end = position }
        }
    }

    /// The window was refused: its halves are asked for, or what cannot be halved is given up.
    mutating func divide(_ window: UIDWindow) {
        var last = window.range.upperBound
        if window.isSpeculative, let end { last = min(last, max(end, Self.adding(highestSeen, 1)) - 1) }
        if window.isOpen, end == nil {
            needsListing = true
            return
        }
        finish(window)
        guard window.range.lowerBound <= last else { return }
        let range = window.range.lowerBound...last
        if range.count == 1 {
            if !handedOut.contains(last) { refused.append(last) }
            return
        }
        let middle = range.lowerBound + (last - range.lowerBound) / 2
        waiting.insert(contentsOf: [range.lowerBound...middle, middle + 1...last], at: 0)
    }

    mutating func add(_ message: IMAPMessage) {
        hasDelivered = true
        handedOut.insert(message.uid)
        building.append(message)
    }

    /// No window up to this UID is asked again.
    mutating func forget(upTo uid: UInt32) {
        if waiting.isEmpty { handedOut = handedOut.filter { $0 > uid } }
    }

    /// A server that gives other messages, and these not, will not give them later either. False: too many are
    /// missing, or all; that is a fault of the server, which may pass.
    mutating func giveUpRefused(maximum: Int) -> Bool {
        let names = refusedNames
        unreadable += names.filter(hopeless.contains).map(\.uid)
        refused = names.filter { !hopeless.contains($0) }.map(\.uid)
        if refused.isEmpty { return true }
        guard hasDelivered, hasGivenUp + refused.count <= maximum else { return false }
        hasGivenUp += refused.count
        unreadable += refused
        refused = []
        return true
    }

    var refusedNames: [IMAPMessageName] {
        guard let uidValidity else { return [] }
        return refused.map { IMAPMessageName(uidValidity: uidValidity, uid: $0) }
    }

    mutating func askAgain(_ window: UIDWindow) {
        if window.isSpeculative, !window.isOpen { position = min(position, window.range.lowerBound) }
        if !window.isSpeculative { waiting.insert(window.range, at: 0) }
        if window.isOpen { phase = .due }
    }

    /// Whether there is something to ask for, apart from what is in flight.
    var hasWork: Bool {
        phase == .open
            && (needsSearch || needsListing || !waiting.isEmpty || !long.isEmpty || !listed.isEmpty
                || end.map { position < $0 } ?? false)
    }

    /// The cursor that counts what has been handed out, when `inFlight` is asked for.
    func safeCursor(inFlight: [UIDWindow]) -> IMAPCursor? {
        guard let uidValidity, phase == .open || phase == .due, !needsSearch,
            cursor != nil || isRescan || start != .newOnly
        else { return nil }
        var next = position
        for window in inFlight { next = min(next, window.range.lowerBound) }
        for range in waiting { next = min(next, range.lowerBound) }
        for one in long { next = min(next, one.message.uid) }
        for uid in refused { next = min(next, uid) }
        let isDone = !hasWork && inFlight.isEmpty
        return IMAPCursor(
            uidValidity: uidValidity, uidNext: next,
            highestModSeq: isDone ? highestModSeq : cursor?.highestModSeq)
    }

    private static func adding(_ uid: UInt32, _ more: UInt32) -> UInt32 {
        let (sum, overflow) = uid.addingReportingOverflow(more)
        return overflow ? .max : sum
    }
}
