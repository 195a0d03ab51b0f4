/// How far one buffer of a message has been read. Scans of nested, encoded messages stand on a stack, not on ours.
struct BufferScan {
    enum State {
        /// A header begins at `position`.
        case entity(parent: Int?, isMessage: Bool, inDigest: Bool)
        /// A delimiter line, text around the body parts, or the end stands at `position`, a line start.
        case betweenParts
        case finished
    }

    let buffer: Int
    let bytes: [UInt8]
    /// Nothing from here on is read.
    let end: Int
    /// LF; CR where the buffer has no LF at all.
    let newline: UInt8
    /// Encoded nested messages around this buffer.
    let encodedDepth: Int
    var position = 0
    var state: State
    var stack = BoundaryStack()

    init(buffer: Int, bytes: [UInt8], end: Int, encodedDepth: Int, parent: Int?) {
        self.buffer = buffer
        self.bytes = bytes
        self.end = end
        self.encodedDepth = encodedDepth
        // Lenient: bare carriage returns as line ends (old Macs), but only where there is no line feed.
        let hasLineFeed = Bytes.first(ASCII.lineFeed, in: bytes, 0..<end) != nil
        let hasReturn = !hasLineFeed && Bytes.first(ASCII.carriageReturn, in: bytes, 0..<end) != nil
        newline = hasReturn ? ASCII.carriageReturn : ASCII.lineFeed
        state = .entity(parent: parent, isMessage: true, inDigest: false)
    }

    /// Start of the first delimiter line at or after `start`, which is a line start; `end` when there is none.
    mutating func nextDelimiter(from start: Int, isBase64: Bool) -> Int {
        let bytes = bytes
        return stack.nextDelimiter(
            in: bytes.span, from: start, end: end, newline: newline, isBase64: isBase64)
    }

    /// The delimiter on the line that starts at `start`.
    mutating func delimiter(at start: Int) -> BoundaryStack.Delimiter? {
        let bytes = bytes
        return stack.delimiter(in: bytes.span, at: start, end: end, newline: newline)
    }

    /// `position` moved back over the line end before it, but not before `start`.
    mutating func beforeLineEnd(_ position: Int, notBefore start: Int) -> Int {
        var place = position
        if place > start, bytes[place - 1] == newline { place -= 1 }
        if place > start, newline == ASCII.lineFeed, bytes[place - 1] == ASCII.carriageReturn { place -= 1 }
        return place
    }
}
