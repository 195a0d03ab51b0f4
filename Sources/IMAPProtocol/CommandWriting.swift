/// The text of commands, for a server of which `capabilities` are known.
struct CommandWriting {
    let settings: IMAPPollSettings
    let traits: IMAPServerTraits
    /// In upper case.
    let capabilities: Set<String>

    /// Without tag and line end.
    func text(_ kind: IMAPCommand.Kind, folder name: [UInt8], start: IMAPStart) -> [UInt8] {
        switch kind {
        case .capability: Array("CAPABILITY".utf8)
        case .identification: Array("ID (\"name\" \"Sluice\" \"vendor\" \"Sluice\")".utf8)
        case .list: Array(list.utf8)
        case .examine:
            // EXAMINE and BODY.PEEK only: the mailbox is left as it was.
            Array("EXAMINE ".utf8) + IMAPCommand.quoted(name)
                + Array((offers("CONDSTORE") ? " (CONDSTORE)" : "").utf8)
        case .status:
            Array("STATUS ".utf8) + IMAPCommand.quoted(name) + Array(" (MESSAGES UIDNEXT UIDVALIDITY)".utf8)
        case .search: Array(search(start).utf8)
        case .listUIDs(_, let first): Array("UID FETCH \(first):\(UInt32.max) (UID)".utf8)
        case .fetch(_, let window):
            Array(
                "UID FETCH \(window.range.lowerBound):\(window.range.upperBound) (\(items) BODY.PEEK[]<0.\(settings.sliceBytes)>)"
                    .utf8)
        case .slice(_, let uid, let offset):
            Array("UID FETCH \(uid) (UID BODY.PEEK[]<\(offset).\(settings.sliceBytes)>)".utf8)
        case .idle: Array("IDLE".utf8)
        case .logout: Array("LOGOUT".utf8)
        }
    }

    private func offers(_ name: String) -> Bool { !traits.refusesExtensions && capabilities.contains(name) }

    private var items: String {
        let identity = offers("X-GM-EXT-1") ? " X-GM-MSGID" : offers("OBJECTID") ? " EMAILID" : ""
        return "UID FLAGS INTERNALDATE RFC822.SIZE\(identity)"
    }

    private var list: String {
        if offers("SPECIAL-USE"), offers("LIST-EXTENDED") { return "LIST \"\" \"*\" RETURN (SPECIAL-USE)" }
        return offers("XLIST") && !offers("SPECIAL-USE") ? "XLIST \"\" \"*\"" : "LIST \"\" \"*\""
    }

    private func search(_ start: IMAPStart) -> String {
        guard case .since(let day) = start else { return "UID SEARCH ALL" }
        let returned = offers("ESEARCH") ? "RETURN (MIN) " : ""
        return "UID SEARCH \(returned)SINCE \(IMAPStart.text(day))"
    }
}
