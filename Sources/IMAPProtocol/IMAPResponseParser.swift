/// Reads the octets that a server sends, cut in any way, into responses (RFC 9051, RFC 3501).
///
/// Only the grammar decides what a line is: the text of a message, of a name or of a status can look like any response
/// and is none. Message bodies are handed out as they come and are never kept here. Push octets, then take pieces until
/// `next()` gives nil. After a fault nothing but that fault comes.
public struct IMAPResponseParser: Sendable {
    public enum Piece: Sendable, Hashable {
        /// The next octets of the message body of the FETCH response that is being read.
        case body(ArraySlice<UInt8>)
        case response(IMAPResponse)
        case fault(IMAPReadingFault)
    }

    private enum Mode: Hashable {
        case line
        /// Octets still to come of a literal that is kept in the text, passed over, or handed out.
        case keeping(Int, from: Int)
        case skipping(Int)
        case streaming(Int)
    }

    private let limits: IMAPLimits
    private let tagPrefix: [UInt8]
    private var input: [UInt8] = []
    private var place = 0
    private var mode = Mode.line
    private var tokens = ResponseTokens()
    /// Start in the text of the response of the line that is being read.
    private var lineStart = 0
    private var isSynchronized: Bool
    private var fault: IMAPReadingFault?

    /// `tagPrefix` begins every tag of ours. With `joinsMidway`, what comes before the first line that begins with `*` or
    /// with a tag is passed over: libcurl keeps what came with the answer to its login, and the cut may fall in a line.
    public init(tagPrefix: String, joinsMidway: Bool = true, limits: IMAPLimits = .standard) {
        self.tagPrefix = Array(tagPrefix.utf8)
        self.limits = limits
        isSynchronized = !joinsMidway
    }

    public mutating func push(_ bytes: [UInt8]) {
        if place == input.count {
            input = bytes
        } else {
            input.removeFirst(place)
            input += bytes
        }
        place = 0
    }

    /// The next piece; nil when more octets are needed.
    public mutating func next() -> Piece? {
        if let fault { return .fault(fault) }
        do throws(IMAPReadingFault) {
            while place < input.count || isLiteralDone {
                if let piece = try step() { return piece }
            }
            return nil
        } catch {
            fault = error
            return .fault(error)
        }
    }

    private var isLiteralDone: Bool {
        switch mode {
        case .line: false
        case .keeping(let rest, _), .skipping(let rest), .streaming(let rest): rest == 0
        }
    }

    private mutating func step() throws(IMAPReadingFault) -> Piece? {
        switch mode {
        case .line: return try readLine()
        case .keeping(let rest, let start):
            let taken = take(rest)
            tokens.text += input[taken]
            if taken.count < rest {
                mode = .keeping(rest - taken.count, from: start)
            } else {
                tokens.append(.literal(start..<tokens.text.count))
                beginLine()
            }
            try checkLength()
        case .skipping(let rest):
            let taken = take(rest)
            taken.count < rest ? mode = .skipping(rest - taken.count) : beginLine()
        case .streaming(let rest):
            let taken = take(rest)
            taken.count < rest ? mode = .streaming(rest - taken.count) : beginLine()
            if !taken.isEmpty { return .body(input[taken]) }
        }
        return nil
    }

    private mutating func beginLine() {
        mode = .line
        lineStart = tokens.text.count
    }

    /// The next octets of the input, at most `count`.
    private mutating func take(_ count: Int) -> Range<Int> {
        let end = place + min(count, input.count - place)
        defer { place = end }
        return place..<end
    }

    private func checkLength() throws(IMAPReadingFault) {
        guard tokens.text.count <= limits.maximumResponseBytes else { throw .responseTooLong }
    }

    private mutating func readLine() throws(IMAPReadingFault) -> Piece? {
        let found = Self.lineFeed(in: input, from: place)
        let end = found.map { $0 + 1 } ?? input.count
        tokens.text += input[place..<end]
        place = end
        try checkLength()
        guard found != nil else { return nil }
        var lineEnd = tokens.text.count - 1
        // Lenient: LF alone ends a line too.
        if lineEnd > lineStart, tokens.text[lineEnd - 1] == ASCII.carriageReturn { lineEnd -= 1 }
        let line = lineStart..<lineEnd
        guard let response = try lineStart == 0 ? readFirst(line) : readOn(line) else { return nil }
        tokens.removeAll()
        lineStart = 0
        return response == .other("") ? nil : .response(response)
    }

    private static func lineFeed(in bytes: [UInt8], from start: Int) -> Int? {
        let span = bytes.span
        var index = start
        while index < span.count {
            if span[index] == ASCII.lineFeed { return index }
            index += 1
        }
        return nil
    }

    /// The first line of a response. `.other("")` stands for a line that is passed over.
    private mutating func readFirst(_ range: Range<Int>) throws(IMAPReadingFault) -> IMAPResponse? {
        let line = tokens.text[range]
        if line.first == ASCII.asterisk, line.count > 1, ASCII.isWhite(line[line.startIndex + 1]) {
            isSynchronized = true
            return try readUntagged(line.dropFirst(2).drop(while: ASCII.isWhite))
        }
        if let status = taggedStatus(line) {
            isSynchronized = true
            return .status(status)
        }
        guard isSynchronized else { return .other("") }
        if line.first == ASCII.plus { return .continuation }
        // Lenient: an empty line between responses.
        guard line.allSatisfy(ASCII.isWhite) else { throw .strayLine }
        return .other("")
    }

    private mutating func readUntagged(_ rest: ArraySlice<UInt8>) throws(IMAPReadingFault) -> IMAPResponse? {
        let word = rest.prefix { !ASCII.isWhite($0) }
        if let condition = StatusReading.condition(word) {
            return .status(StatusReading.status(tag: nil, condition, rest[word.endIndex...]))
        }
        if ASCII.equals(word, "SEARCH") { return ResponseReading.search(rest[word.endIndex...]) }
        return try readOn(rest.startIndex..<rest.endIndex)
    }

    private func taggedStatus(_ line: ArraySlice<UInt8>) -> IMAPStatus? {
        let tag = line.prefix { !ASCII.isWhite($0) }
        guard tag.starts(with: tagPrefix), !tagPrefix.isEmpty else { return nil }
        let rest = line[tag.endIndex...].drop(while: ASCII.isWhite)
        let word = rest.prefix { !ASCII.isWhite($0) }
        guard let condition = StatusReading.condition(word), condition != .bye, condition != .preauth else {
            return nil
        }
        return StatusReading.status(
            tag: String(decoding: tag, as: UTF8.self), condition, rest[word.endIndex...])
    }

    /// A line of a response that may hold literals; nil when one follows.
    private mutating func readOn(_ line: Range<Int>) throws(IMAPReadingFault) -> IMAPResponse? {
        guard case .literal(let count) = try tokens.read(line, limits) else { return try complete() }
        if tokens.awaitsMessageBody {
            tokens.append(.streamed(count))
            mode = .streaming(count)
        } else if count <= limits.maximumKeptLiteralBytes {
            mode = .keeping(count, from: tokens.text.count)
        } else {
            tokens.append(.skipped(count))
            mode = .skipping(count)
        }
        return nil
    }

    private func complete() throws(IMAPReadingFault) -> IMAPResponse {
        let response = ResponseReading.untagged(tokens)
        let holdsBody = tokens.tokens.contains {
            if case .streamed = $0 { true } else { false }
        }
        if holdsBody {
            guard case .fetch(let fetch) = response, case .streamed = fetch.body else {
                throw .bodyOutOfPlace
            }
        }
        return response
    }
}
