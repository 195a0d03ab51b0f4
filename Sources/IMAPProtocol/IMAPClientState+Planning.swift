extension IMAPClientState {
    /// Puts what may be asked for now into the queue, or ends the poll.
    mutating func plan() {
        if phase == .idling(doneSent: false), hasNewMail {
            phase = .idling(doneSent: true)
            mustSendDone = true
            // A server that fails when commands are in flight together is one at which DONE is answered first, too.
            if pipeline.depth > 1 { examineDueFolders() }
            return
        }
        guard phase == .reading, pause == nil else { return }
        openSession()
        examineDueFolders()
        planFolderWork()
        guard queue.isEmpty, inFlight.isEmpty else { return }
        failIfAllWasRefused()
        flush()
        guard ready.isEmpty, failure == nil else { return }
        rest()
    }

    private mutating func openSession() {
        if capabilities == nil, !isPlanned({ $0 == .capability }) { queue.append(IMAPCommand(.capability)) }
        if traits.needsID, !hasIdentified {
            hasIdentified = true
            queue.append(IMAPCommand(.identification))
        }
        if settings.pollsJunk, index(.junk) == nil, !hasListed, capabilities != nil {
            hasListed = true
            queue.append(IMAPCommand(.list))
        }
    }

    private func isPlanned(_ condition: (IMAPCommand.Kind) -> Bool) -> Bool {
        queue.contains { condition($0.kind) } || inFlight.contains { condition($0.kind) }
    }

    /// All folders in one flight: EXAMINE, and behind it what is likely to be new.
    private mutating func examineDueFolders() {
        for index in folders.indices where folders[index].phase == .due {
            let role = folders[index].role
            folders[index].phase = .examining
            queue.append(IMAPCommand(.examine(role)))
            let speculation = folders[index].speculation(
                ofUIDs: pipeline.windowUIDs, isOpen: settings.traits.omitsUIDNext)
            if let speculation { queue.append(IMAPCommand(.fetch(role, speculation))) }
        }
    }

    /// One folder at a time, as deep as the pipeline allows; another one is opened only when nothing is in flight.
    private mutating func planFolderWork() {
        guard queue.isEmpty else { return }
        let current = inFlight.last { $0.folder != nil }?.folder ?? selected
        let choice =
            folders.first { $0.role == current && hasWork($0) }
            ?? (inFlight.isEmpty ? folders.first(where: hasWork) : nil)
        guard let role = choice?.role, let index = index(role) else { return }
        if selected != role, inFlight.isEmpty {
            folders[index].phase = .due
            examineDueFolders()
            return
        }
        while queue.count + inFlight.count < max(1, pipeline.depth), let kind = nextCommand(index) {
            queue.append(IMAPCommand(kind))
        }
    }

    private func hasWork(_ folder: FolderDrain) -> Bool {
        folder.hasWork || (folder.phase == .open && needsStatus(folder))
    }

    private func needsStatus(_ folder: FolderDrain) -> Bool {
        !folder.hasAskedStatus
            && (folder.uidValidity == nil || (folder.uidNext == nil && !settings.traits.omitsUIDNext))
    }

    /// The next thing to ask of an open folder; nil when an answer has to come first, or nothing is left.
    private mutating func nextCommand(_ index: Int) -> IMAPCommand.Kind? {
        let role = folders[index].role
        let isAsking = isPlanned { kind in
            switch kind {
            case .status(role), .search(role), .listUIDs(role, _), .examine(role): true
            case .fetch(role, let window): window.isSpeculative
            default: false
            }
        }
        guard !isAsking, folders[index].phase == .open else { return nil }
        if needsStatus(folders[index]) {
            folders[index].hasAskedStatus = true
            return .status(role)
        }
        guard folders[index].uidValidity != nil else { return nil }
        if folders[index].needsSearch { return .search(role) }
        if folders[index].needsListing || folders[index].isSparse(pipeline.windowUIDs) {
            folders[index].needsListing = true
            return .listUIDs(role, from: folders[index].position)
        }
        if let long = folders[index].long.first, !isPlanned({ if case .slice = $0 { true } else { false } }) {
            return .slice(role, uid: long.message.uid, from: long.message.bytes.count)
        }
        return folders[index].nextWindow(ofUIDs: pipeline.windowUIDs).map { .fetch(role, $0) }
    }

    /// Everything is read and stored.
    private mutating func rest() {
        pipeline.afterSuccess(&traits)
        if settings.idleMilliseconds != nil, capabilities?.contains("IDLE") == true, !traits.refusesIdle,
            selected == .inbox
        {
            phase = .idling(doneSent: false)
            idleSince = now
            hasNewMail = false
            idleExists = folders.first { $0.role == .inbox }?.exists
            queue.append(IMAPCommand(.idle))
        } else if settings.idleMilliseconds != nil, capabilities?.contains("IDLE") == true,
            !traits.refusesIdle,
            let index = index(.inbox), folders[index].phase == .open
        {
            folders[index].phase = .due
            examineDueFolders()
        } else if settings.keepsConnection {
            phase = .resting
        } else {
            // Never behind a FETCH: servers close before they have sent all of it.
            phase = .leaving
            queue.append(IMAPCommand(.logout))
        }
    }

    /// All folders again, on the same connection.
    mutating func pollAfterIdle() {
        for index in folders.indices where folders[index].phase == .open { folders[index].phase = .due }
        hasNewMail = true
    }
}
