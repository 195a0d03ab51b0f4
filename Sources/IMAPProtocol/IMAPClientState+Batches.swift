extension IMAPClientState {
    mutating func handOut(_ index: Int, _ message: IMAPMessage) {
        folders[index].add(message)
        buildingBytes += message.bytes.count
        let isFull =
            buildingBytes >= settings.maximumBatchBytes
            || folders[index].building.count >= settings.maximumBatchMessages
        if isFull { flush() }
    }

    /// Makes batches of what is whole, and of cursors that moved without a message.
    mutating func flush() {
        for index in folders.indices {
            _ = folders[index].giveUpRefused(maximum: settings.maximumUnreadable)
            guard let cursor = cursor(index) else { continue }
            let folder = folders[index]
            let hasMoved =
                cursor.uidNext != folder.cursor?.uidNext || cursor.uidValidity != folder.cursor?.uidValidity
            guard hasMoved || !folder.building.isEmpty || !folder.unreadable.isEmpty else { continue }
            ready.append(
                IMAPBatch(
                    role: folder.role, folder: folder.name, uidValidity: cursor.uidValidity,
                    messages: folder.building, cursor: cursor, isRescan: folder.isRescan,
                    unreadable: folder.unreadable))
            folders[index].cursor = cursor
            folders[index].building = []
            folders[index].unreadable = []
        }
        buildingBytes = 0
    }

    private func cursor(_ index: Int) -> IMAPCursor? {
        let windows = (inFlight + queue).compactMap { command -> UIDWindow? in
            guard !command.isVoid, case .fetch(let role, let window) = command.kind,
                role == folders[index].role
            else { return nil }
            return window
        }
        return folders[index].safeCursor(inFlight: windows)
    }

    /// At the end of all work: what was refused although nothing else could be read either is not given up.
    mutating func failIfAllWasRefused() {
        for index in folders.indices where !folders[index].giveUpRefused(maximum: settings.maximumUnreadable)
        {
            fail(IMAPFailure(.unavailable))
        }
    }
}
