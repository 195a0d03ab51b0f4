/// From the tokens of an untagged response to what it says (RFC 9051 §7.2 to §7.5).
enum ResponseReading {
    /// `.unreadable` for what is not by the grammar and not among what is leniently read.
    static func untagged(_ tokens: ResponseTokens) -> IMAPResponse {
        guard !tokens.isBroken else { return .unreadable }
        var cursor = TokenCursor(tokens)
        if let number = cursor.number32() { return numbered(number, &cursor) }
        guard let word = cursor.atom() else { return .unreadable }
        let name = ASCII.upperText(word)
        switch name {
        case "CAPABILITY":
            var found: [String] = []
            while let atom = cursor.atom() { found.append(ASCII.upperText(atom)) }
            return .capability(found)
        case "LIST", "LSUB", "XLIST": return folder(&cursor)
        case "STATUS": return folderStatus(&cursor)
        case "ESEARCH": return extendedSearch(&cursor)
        default: return .other(name)
        }
    }

    /// `SEARCH 2 84 882`, the rest of the line; it is read without tokens, for it may be very long.
    static func search(_ numbers: ArraySlice<UInt8>) -> IMAPResponse {
        .search(numbers.split(whereSeparator: ASCII.isWhite).compactMap(ASCII.number32).filter { $0 > 0 })
    }

    private static func numbered(_ number: UInt32, _ cursor: inout TokenCursor) -> IMAPResponse {
        guard let word = cursor.atom() else { return .unreadable }
        switch ASCII.upperText(word) {
        case "EXISTS": return .exists(number)
        case "EXPUNGE": return .expunge(number)
        case "FETCH": return fetch(number, &cursor).map(IMAPResponse.fetch) ?? .unreadable
        case let name: return .other(name)
        }
    }

    private static func fetch(_ number: UInt32, _ cursor: inout TokenCursor) -> IMAPFetch? {
        guard cursor.take(.open) else { return nil }
        var fetch = IMAPFetch(sequenceNumber: number)
        while !cursor.take(.close) {
            guard let name = cursor.atom(), readAttribute(name, &cursor, into: &fetch) else { return nil }
        }
        return cursor.isAtEnd ? fetch : nil
    }

    private static func readAttribute(
        _ name: ArraySlice<UInt8>, _ cursor: inout TokenCursor, into fetch: inout IMAPFetch
    ) -> Bool {
        if let section = MessageSection(name) {
            // A second body in one response would be a second claim on the same octets.
            guard fetch.body == nil, let body = readBody(&cursor) else { return false }
            fetch.body = body
            fetch.origin = section.origin
            return true
        }
        switch ASCII.upperText(name) {
        case "UID":
            guard let uid = cursor.number32(), uid > 0, fetch.uid == nil else { return false }
            fetch.uid = uid
        case "FLAGS":
            guard let flags = cursor.list() else { return false }
            fetch.flags = flags
        case "INTERNALDATE":
            guard let date = cursor.string() else { return false }
            fetch.internalDate = String(decoding: date, as: UTF8.self)
        case "RFC822.SIZE":
            // Lenient: a size that is none (`NIL`, `-1`, more than 32 bits) is as good as none.
            guard let text = cursor.string() else { return false }
            fetch.size = ASCII.number32(text[...]).map(Int.init)
        case "X-GM-MSGID":
            guard let identifier = cursor.string() else { return false }
            fetch.emailID = String(decoding: identifier, as: UTF8.self)
        case "EMAILID":
            guard let identifiers = cursor.list() else { return cursor.skipValue() }
            fetch.emailID = identifiers.first
        default: return cursor.skipValue()
        }
        return true
    }

    private static func readBody(_ cursor: inout TokenCursor) -> IMAPFetch.Body? {
        switch cursor.current {
        case .streamed(let count)?:
            _ = cursor.take()
            return .streamed(count)
        case .quoted?: return cursor.string().map(IMAPFetch.Body.bytes)
        default: return cursor.atom().flatMap { ASCII.equals($0, "NIL") ? IMAPFetch.Body.none : nil }
        }
    }

    private static func folder(_ cursor: inout TokenCursor) -> IMAPResponse {
        guard let attributes = cursor.list(), let separator = cursor.string() else { return .unreadable }
        let isNil = ASCII.equals(separator[...], "NIL")
        guard let name = folderName(&cursor) else { return .unreadable }
        return .folder(
            IMAPFolderListing(
                attributes: attributes.map { $0.lowercased() }, delimiter: isNil ? nil : separator.first,
                name: name))
    }

    /// Lenient: hMailServer and others write a name with spaces in it and no quotes.
    private static func folderName(_ cursor: inout TokenCursor) -> [UInt8]? {
        guard case .atom(let first)? = cursor.current else { return cursor.string() }
        var end = first.upperBound
        while case .atom(let next)? = cursor.current {
            end = next.upperBound
            _ = cursor.take()
        }
        return Array(cursor.source.text[first.lowerBound..<end])
    }

    /// `STATUS name (item value …)`; the list may be empty (163.com).
    private static func folderStatus(_ cursor: inout TokenCursor) -> IMAPResponse {
        guard let name = folderName(&cursor), cursor.take(.open) else { return .unreadable }
        var status = IMAPFolderStatus(name: name)
        while !cursor.take(.close) {
            guard let item = cursor.atom() else { return .unreadable }
            let number = cursor.number32()
            if number == nil, !cursor.skipValue() { return .unreadable }
            switch ASCII.upperText(item) {
            case "UIDNEXT": status.uidNext = number == 0 ? nil : number
            case "UIDVALIDITY": status.uidValidity = number == 0 ? nil : number
            case "MESSAGES": status.messages = number
            default: break
            }
        }
        return .folderStatus(status)
    }

    /// `ESEARCH (TAG "A1") UID MIN 5` (RFC 9051 §7.3.5); without a MIN nothing was found.
    private static func extendedSearch(_ cursor: inout TokenCursor) -> IMAPResponse {
        if cursor.current == .open { _ = cursor.list() }
        while let word = cursor.atom() {
            if ASCII.equals(word, "MIN"), let least = cursor.number32() {
                return .search(least > 0 ? [least] : [])
            }
        }
        return .search([])
    }
}
