extension IMAPClientState {
    /// Keeps octets of a message body that was asked for.
    mutating func keep(_ bytes: ArraySlice<UInt8>) {
        guard inFlight.contains(where: \.fetchesBodies) else { return }
        // Lenient: a server without partial FETCH sends all of a message, however long; then its beginning is kept.
        let room = settings.maximumMessageBytes + settings.sliceBytes - (incoming?.count ?? 0)
        if incoming == nil { incoming = [] }
        incoming?.append(contentsOf: bytes.prefix(max(0, room)))
    }

    /// Untagged responses may come at any time and for anything; only what was asked for has an effect.
    mutating func handle(_ response: IMAPResponse) {
        switch response {
        case .status(let status):
            status.tag == nil ? handleUntagged(status) : finish(status)
        case .capability(let words): capabilities = Set(words)
        case .exists(let count):
            if let index = contextFolder { folders[index].exists = count }
            if case .idling(doneSent: false) = phase, count > idleExists ?? 0 { noticeNewMail() }
            if case .idling = phase { idleExists = count }
        case .expunge:
            if case .idling = phase, let count = idleExists, count > 0 { idleExists = count - 1 }
        case .fetch(let fetch): handle(fetch)
        case .folder(let folder):
            if listedFolders.count < JunkFolder.maximumFolders { listedFolders.append(folder) }
        case .folderStatus(let status): handle(status)
        case .search(let uids): searchResult += uids
        case .continuation, .other, .unreadable: break
        }
    }

    private mutating func noticeNewMail() {
        hasNewMail = true
        if let index = index(.inbox), folders[index].phase == .open { folders[index].phase = .due }
    }

    /// The folder that untagged data of a folder is about now: commands are carried out in order.
    private var contextFolder: Int? {
        if case .examine(let role)? = inFlight.first?.kind { return index(role) }
        return selected.flatMap(index)
    }

    private mutating func handleUntagged(_ status: IMAPStatus) {
        note(status.code)
        switch status.condition {
        case .bye where phase != .leaving: fail(IMAPFailure.answer(status, otherwise: .goodbye))
        default: break
        }
    }

    private mutating func note(_ code: IMAPResponseCode?) {
        switch code {
        case .capability(let words)?: capabilities = Set(words)
        case .uidValidity(let number)?: if let index = contextFolder { folders[index].uidValidity = number }
        case .uidNext(let number)?: if let index = contextFolder { folders[index].uidNext = number }
        case .highestModSeq(let number)?:
            if let index = contextFolder { folders[index].highestModSeq = number }
        case .other?, nil: break
        }
    }

    private mutating func handle(_ status: IMAPFolderStatus) {
        guard case .status(let role)? = inFlight.first?.kind, let index = index(role) else { return }
        // Lenient: whatever name it repeats; names come back quoted otherwise, or in other letters.
        folders[index].uidNext = folders[index].uidNext ?? status.uidNext
        folders[index].uidValidity = folders[index].uidValidity ?? status.uidValidity
        folders[index].exists = folders[index].exists ?? status.messages
    }

    private mutating func finish(_ status: IMAPStatus) {
        guard let place = inFlight.firstIndex(where: { $0.tag == status.tag }) else { return }
        note(status.code)
        let command = inFlight.remove(at: place)
        complete(command, status)
    }

    /// Commands that what is untagged now can belong to: those up to the next EXAMINE.
    private var answerable: Range<Int> {
        let end = inFlight.firstIndex { if case .examine = $0.kind { true } else { false } }
        return 0..<(end ?? inFlight.count)
    }

    private mutating func handle(_ fetch: IMAPFetch) {
        let octets = incoming ?? []
        incoming = nil
        guard let uid = fetch.uid, let selected, let index = index(selected) else { return }
        if fetch.body == nil, let first = answerable.first,
            case .listUIDs(selected, let from) = inFlight[first].kind
        {
            guard uid >= from, listedUIDs != nil else { return }
            listedUIDs?.append(uid)
            if listedUIDs?.count ?? 0 > settings.maximumListedUIDs { listedUIDs = nil }
            return
        }
        guard let body = fetch.body,
            let place = answerable.first(where: {
                inFlight[$0].folder == selected && !inFlight[$0].isVoid && inFlight[$0].asks(for: uid)
            })
        else { return }
        folders[index].saw(uid)
        inFlight[place].isAnswered = true
        let bytes: [UInt8]? =
            switch body {
            case .none: nil
            case .bytes(let text): text
            case .streamed: octets
            }
        if case .slice = inFlight[place].kind {
            takeSlice(index, uid, bytes, origin: fetch.origin)
        } else if let bytes {
            take(index, uid, bytes, fetch)
        }
    }

    /// A message, or its first slice.
    private mutating func take(_ index: Int, _ uid: UInt32, _ bytes: [UInt8], _ fetch: IMAPFetch) {
        guard !folders[index].handedOut.contains(uid),
            !folders[index].long.contains(where: { $0.message.uid == uid })
        else { return }
        guard fetch.origin ?? 0 == 0, !bytes.isEmpty || fetch.size ?? 0 == 0 else {
            // Nothing, or the middle, of a message that has a size: another try would give the same.
            folders[index].refused.append(uid)
            return
        }
        let message = IMAPMessage(
            uid: uid, flags: fetch.flags ?? [], received: fetch.internalDate.flatMap(InternalDate.instant),
            emailID: fetch.emailID, bytes: [])
        var long = LongMessage(message: message, size: fetch.size)
        // Only what arrives by `add` counts, so that the first slice has the rules of the others.
        switch long.add(
            bytes, origin: fetch.origin, asked: settings.sliceBytes, maximum: settings.maximumMessageBytes)
        {
        case true?: handOut(index, long.message)
        case false?:
            let held = folders[index].long.reduce(0) { $0 + $1.message.bytes.count }
            if held + bytes.count > settings.maximumHeldBytes { long.message.bytes = [] }
            folders[index].long.append(long)
        case nil: folders[index].refused.append(uid)
        }
    }

    private mutating func takeSlice(_ index: Int, _ uid: UInt32, _ bytes: [UInt8]?, origin: Int?) {
        guard let place = folders[index].long.firstIndex(where: { $0.message.uid == uid }) else { return }
        guard let bytes else {
            // Expunged while it was read.
            folders[index].long.remove(at: place)
            return
        }
        var long = folders[index].long[place]
        let isWhole = long.add(
            bytes, origin: origin, asked: settings.sliceBytes, maximum: settings.maximumMessageBytes)
        folders[index].long[place] = long
        guard isWhole != false else { return }
        folders[index].long.remove(at: place)
        isWhole == true ? handOut(index, long.message) : folders[index].refused.append(uid)
    }
}
