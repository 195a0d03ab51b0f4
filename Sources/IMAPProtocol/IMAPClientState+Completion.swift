extension IMAPClientState {
    /// A command has had its tagged answer.
    mutating func complete(_ command: IMAPCommand, _ status: IMAPStatus) {
        if command.isVoid { return }
        if status.condition != .ok, takeAsThrottling(command, status) { return }
        switch command.kind {
        case .capability: if capabilities == nil { capabilities = [] }
        case .identification, .logout: break
        case .list: finishList(status)
        case .examine(let role): finishExamine(role, command, status)
        case .status(let role): finishStatus(role)
        case .search(let role): finishSearch(role, status)
        case .listUIDs(let role, _): finishListing(role, status)
        case .fetch(let role, let window): finishFetch(role, window, command, status)
        case .slice(let role, let uid, _): finishSlice(role, uid, command, status)
        case .idle: finishIdle(status)
        }
    }

    /// Waits and asks again where the server says how long, and it is not too long.
    private mutating func takeAsThrottling(_ command: IMAPCommand, _ status: IMAPStatus) -> Bool {
        let answer = IMAPFailure.answer(status, otherwise: .commandRefused)
        // One message that the server cannot read makes it call itself broken; the others are asked for without it.
        if command.fetchesBodies, status.condition == .no, answer.kind == .unavailable,
            !["UNAVAILABLE", "INUSE"].contains(status.code?.name ?? "")
        {
            return false
        }
        switch answer.kind {
        case .throttled:
            guard let wait = answer.retryAfterMilliseconds, wait <= settings.maximumPauseMilliseconds else {
                fail(answer)
                return true
            }
            pause = max(pause ?? 0, wait)
            askAgain(command)
            return true
        case .notConnected, .overQuota, .unavailable, .tooManyConnections, .imapSwitchedOff, .signInNeeded,
            .accountBlocked, .tokenExpired:
            fail(answer)
            return true
        default: return false
        }
    }

    /// Puts it back to where it is planned from.
    private mutating func askAgain(_ command: IMAPCommand) {
        switch command.kind {
        case .fetch(let role, let window): if let index = index(role) { folders[index].askAgain(window) }
        case .examine(let role): if let index = index(role) { folders[index].phase = .due }
        case .slice: break
        case .status(let role): if let index = index(role) { folders[index].hasAskedStatus = false }
        case .idle: phase = .reading
        case .search, .listUIDs, .logout: break
        case .capability, .identification, .list: queue.insert(IMAPCommand(command.kind), at: 0)
        }
    }

    /// BAD to a command that is right. First the pipeline is given up, then what CAPABILITY offered; then the server.
    private mutating func takeAsMisunderstood(_ command: IMAPCommand, _ status: IMAPStatus) {
        if !traits.refusesPipelining {
            traits.refusesPipelining = true
            traits.pipelineDepth = 1
            pipeline.useOneAtATime()
        } else if !traits.refusesExtensions {
            traits.refusesExtensions = true
        } else {
            return fail(IMAPFailure.answer(status, otherwise: .commandRefused))
        }
        askAgain(command)
    }

    private mutating func finishList(_ status: IMAPStatus) {
        if let name = JunkFolder.choose(listedFolders) { addJunk(name) }
        listedFolders = []
        isJunkNameOld = false
    }

    private mutating func finishExamine(_ role: IMAPFolderRole, _ command: IMAPCommand, _ status: IMAPStatus)
    {
        guard let index = index(role) else { return }
        if status.condition == .ok {
            selected = role
            if folders[index].uidNext == nil { traits.omitsUIDNext = true }
            settle(index)
            return
        }
        selected = nil
        void(role)
        if status.condition == .bad,
            IMAPFailure.answer(status, otherwise: .folderRefused).kind == .folderRefused
        {
            return takeAsMisunderstood(command, status)
        }
        let answer = IMAPFailure.answer(status, otherwise: .folderRefused)
        if answer.kind == .identificationNeeded, !hasIdentified {
            traits.needsID = true
            folders[index].phase = .due
        } else if role == .inbox {
            fail(answer)
        } else if isJunkNameOld {
            // It was renamed or deleted; it is looked for anew, and its UIDs are those of another folder.
            folders.remove(at: index)
            settings.cursors[.junk] = nil
            isJunkNameOld = false
            hasListed = false
        } else {
            folders[index].phase = .closed
        }
    }

    /// What was asked of a folder that is not open, or is another one now, counts for nothing.
    private mutating func void(_ role: IMAPFolderRole) {
        queue.removeAll { $0.folder == role }
        for place in inFlight.indices where inFlight[place].folder == role { inFlight[place].isVoid = true }
    }

    private mutating func settle(_ index: Int) {
        let role = folders[index].role
        if !folders[index].settle(rescan: settings.rescan) {
            void(role)
        }
        let isAsked = (inFlight + queue).contains { $0.folder == role && $0.fetchesBodies }
        if folders[index].uidNext == nil, settings.traits.omitsUIDNext, !isAsked {
            folders[index].needsListing = true
        }
    }

    private mutating func finishStatus(_ role: IMAPFolderRole) {
        guard let index = index(role) else { return }
        guard folders[index].uidValidity != nil else {
            // RFC 9051 §6.3.2 wants one. Without it no UID can be remembered.
            folders[index].phase = .closed
            if role == .inbox { fail(IMAPFailure(.unreadableResponse)) }
            return
        }
        settle(index)
        guard folders[index].uidNext == nil else { return }
        if let known = folders[index].cursor?.highestModSeq, known == folders[index].highestModSeq {
            folders[index].closeUnchanged()
        } else if folders[index].end == nil {
            folders[index].needsListing = true
        }
    }

    private mutating func finishSearch(_ role: IMAPFolderRole, _ status: IMAPStatus) {
        let found = searchResult.min()
        searchResult = []
        guard let index = index(role) else { return }
        if status.condition == .ok {
            folders[index].found(found)
        } else {
            // A server that cannot search gives all.
            folders[index].found(1)
        }
    }

    private mutating func finishListing(_ role: IMAPFolderRole, _ status: IMAPStatus) {
        let uids = listedUIDs
        listedUIDs = []
        guard let index = index(role) else { return }
        folders[index].list(status.condition == .ok ? uids : nil)
    }

    private mutating func finishFetch(
        _ role: IMAPFolderRole, _ window: UIDWindow, _ command: IMAPCommand, _ status: IMAPStatus
    ) {
        guard let index = index(role) else { return }
        let since = max(command.sentAt, lastWindowEnd)
        lastWindowEnd = now
        // Exchange: NO Some of the requested messages no longer exist; it has sent the others (RFC 2180 §4.1.2).
        if status.condition == .ok || status.text.lowercased().firstRange(of: "no longer exist") != nil {
            folders[index].finish(window)
            folders[index].forget(upTo: window.range.upperBound)
            if !window.isSpeculative {
                pipeline.finishedWindow(ofUIDs: window.range.count, milliseconds: now - since)
            }
        } else if status.condition == .bad {
            takeAsMisunderstood(command, status)
        } else {
            folders[index].divide(window)
        }
    }

    private mutating func finishSlice(
        _ role: IMAPFolderRole, _ uid: UInt32, _ command: IMAPCommand, _ status: IMAPStatus
    ) {
        guard let index = index(role), !command.isAnswered,
            let place = folders[index].long.firstIndex(where: { $0.message.uid == uid })
        else { return }
        if status.condition == .bad { return takeAsMisunderstood(command, status) }
        folders[index].long.remove(at: place)
        // OK without an answer: it is gone.
        if status.condition == .no { folders[index].refused.append(uid) }
    }

    private mutating func finishIdle(_ status: IMAPStatus) {
        if status.condition != .ok { traits.refusesIdle = true }
        phase = .reading
        // The server ended it: time to look again.
        if !hasNewMail, status.condition == .ok { pollAfterIdle() }
    }
}
