/// A server in memory: commands in, responses out, and one oddity after another at will. Message texts are bodies only.
struct FakeServer {
    struct Folder {
        var uidValidity = 7
        var uidNext = 1
        var attributes = ""
        var messages: [(uid: Int, text: String)] = []

        mutating func add(_ text: String) {
            messages.append((uidNext, text))
            uidNext += 1
        }
    }

    enum Oddity: Hashable {
        case omitsUIDNext
        /// `* STATUS "INBOX" ()`
        case emptyStatus
        case omitsUIDValidity
        /// BAD to all that comes while a command is not answered.
        case oneAtATime
        case refusesExtensions
        case ignoresPartial
        case doesNotNameOrigin
        case uidAfterBody
        case quotesShortBodies
        case descendingOrder
        /// Unasked responses between all others.
        case chatters
        case wantsID
        case sizesAreWrong
        case givesEverythingTwice
    }

    var folders: [String: Folder] = ["INBOX": Folder(), "Junk": Folder(attributes: "\\Junk")]
    var oddities: Set<Oddity> = []
    var capabilities = "IMAP4rev1 LITERAL+ IDLE SPECIAL-USE LIST-EXTENDED CONDSTORE ESEARCH UIDPLUS"
    /// UIDs of the inbox whose body is NIL, and those for which a FETCH is refused, with the text.
    var gone: Set<Int> = []
    var refused: [Int: String] = [:]
    /// Answers to the first commands that begin with the word, in place of the usual one.
    var answers: [(word: String, answer: String)] = []
    private(set) var commands: [String] = []
    private(set) var isIdling = false
    private var selected: String?
    private var hasIdentified = false

    /// What comes for the lines of one send.
    mutating func respond(to octets: [UInt8]) -> String {
        let lines = String(decoding: octets, as: UTF8.self).split(separator: "\r\n").map(String.init)
        var output = ""
        for (place, line) in lines.enumerated() {
            commands.append(line.split(separator: " ", maxSplits: 1).last.map(String.init) ?? line)
            if oddities.contains(.chatters) {
                output +=
                    "* 1 FETCH (FLAGS (\\Seen) UID 1)\r\n* 3 RECENT\r\n* 9 FETCH (UID 4242 BODY[] {2}\r\nxx)\r\n"
                output += "* OK Still here\r\n"
            }
            if line == "DONE" {
                isIdling = false
                output += "\(idleTag) OK IDLE done\r\n"
                continue
            }
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            if oddities.contains(.oneAtATime), place > 0 {
                output += "\(words[0]) BAD Command pipelining not allowed\r\n"
                continue
            }
            output += respond(tag: words[0], words[1])
        }
        return output
    }

    private var idleTag = ""

    private mutating func respond(tag: String, _ command: String) -> String {
        if let place = answers.firstIndex(where: { command.hasPrefix($0.word) }) {
            return answers.remove(at: place).answer.replacing("TAG", with: tag)
        }
        let name = command.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().first.map(
            String.init)
        if command == "CAPABILITY" { return "* CAPABILITY \(capabilities)\r\n\(tag) OK done\r\n" }
        if command.hasPrefix("ID ") {
            hasIdentified = true
            return "* ID NIL\r\n\(tag) OK done\r\n"
        }
        if command.hasPrefix("LIST") || command.hasPrefix("XLIST") { return list(tag, command) }
        if command.hasPrefix("EXAMINE") { return examine(tag, name ?? "", command) }
        if command.hasPrefix("STATUS") { return status(tag, name ?? "") }
        if command.hasPrefix("UID FETCH") { return fetch(tag, command) }
        if command.hasPrefix("UID SEARCH") {
            return
                "* ESEARCH (TAG \"\(tag)\") UID MIN \(folders[selected ?? ""]?.messages.last?.uid ?? 0)\r\n\(tag) OK x\r\n"
        }
        if command == "IDLE" {
            isIdling = true
            idleTag = tag
            return "+ idling\r\n"
        }
        if command == "LOGOUT" { return "* BYE bye\r\n\(tag) OK done\r\n" }
        return "\(tag) BAD unknown command\r\n"
    }

    private func list(_ tag: String, _ command: String) -> String {
        folders.sorted { $0.key < $1.key }.map { "* LIST (\($0.value.attributes)) \"/\" \"\($0.key)\"\r\n" }
            .joined()
            + "\(tag) OK done\r\n"
    }

    private mutating func examine(_ tag: String, _ name: String, _ command: String) -> String {
        if oddities.contains(.refusesExtensions), command.contains("CONDSTORE") {
            return "\(tag) BAD syntax\r\n"
        }
        if oddities.contains(.wantsID), !hasIdentified {
            return "\(tag) NO EXAMINE Unsafe Login. Please contact kefu@188.com for help\r\n"
        }
        guard let folder = folders[name] else {
            selected = nil
            return "\(tag) NO [NONEXISTENT] Mailbox doesn't exist\r\n"
        }
        selected = name
        var text = "* FLAGS (\\Seen)\r\n* \(folder.messages.count) EXISTS\r\n* 0 RECENT\r\n"
        if !oddities.contains(.omitsUIDValidity) { text += "* OK [UIDVALIDITY \(folder.uidValidity)] x\r\n" }
        if !oddities.contains(.omitsUIDNext) { text += "* OK [UIDNEXT \(folder.uidNext)] x\r\n" }
        return text + "\(tag) OK [READ-ONLY] done\r\n"
    }

    private func status(_ tag: String, _ name: String) -> String {
        guard let folder = folders[name] else { return "\(tag) NO none\r\n" }
        let items =
            oddities.contains(.emptyStatus)
            ? ""
            : "MESSAGES \(folder.messages.count) UIDNEXT \(folder.uidNext) UIDVALIDITY \(folder.uidValidity)"
        return "* STATUS \"\(name)\" (\(items))\r\n\(tag) OK done\r\n"
    }

    private func fetch(_ tag: String, _ command: String) -> String {
        guard let selected, let folder = folders[selected] else { return "\(tag) BAD no folder selected\r\n" }
        let words = command.split(separator: " ")
        let bounds = words[2].split(separator: ":").compactMap { Int($0) }
        let range = bounds[0]...max(bounds[0], bounds.last ?? 0)
        var numbered = Array(folder.messages.enumerated()).filter { range.contains($0.element.uid) }
        if oddities.contains(.descendingOrder) { numbered.reverse() }
        if oddities.contains(.givesEverythingTwice) { numbered += numbered }
        var text = ""
        for (place, message) in numbered {
            if let refusal = refused[message.uid], selected == "INBOX", command.contains("BODY") {
                return text + "\(tag) NO \(refusal)\r\n"
            }
            text +=
                "* \(place + 1) FETCH (\(attributes(message, command, isGone: gone.contains(message.uid))))\r\n"
        }
        return text + "\(tag) OK FETCH done\r\n"
    }

    private func attributes(_ message: (uid: Int, text: String), _ command: String, isGone: Bool) -> String {
        guard let partial = command.firstRange(of: "BODY.PEEK[]<") else { return "UID \(message.uid)" }
        let numbers = command[partial.upperBound...].prefix { $0 != ">" }.split(separator: ".").compactMap {
            Int($0)
        }
        let all = Array(message.text.utf8)
        let isWhole = oddities.contains(.ignoresPartial)
        let slice = isWhole ? all[...] : all.dropFirst(numbers[0]).prefix(numbers[1])
        let origin = isWhole || oddities.contains(.doesNotNameOrigin) ? "" : "<\(numbers[0])>"
        let size = oddities.contains(.sizesAreWrong) ? all.count + 13 : all.count
        let text = String(decoding: slice, as: UTF8.self)
        var body = "BODY[]\(origin) {\(slice.count)}\r\n\(text)"
        if isGone { body = "BODY[]\(origin) NIL" }
        if oddities.contains(.quotesShortBodies), !text.utf8.contains(13), !text.contains("\"") {
            body = "BODY[]\(origin) \"\(text)\""
        }
        let rest = "FLAGS (\\Recent) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE \(size)"
        return oddities.contains(.uidAfterBody)
            ? "\(body) \(rest) UID \(message.uid)" : "UID \(message.uid) \(rest) \(body)"
    }
}
