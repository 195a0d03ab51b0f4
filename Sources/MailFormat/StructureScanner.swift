/// Fills the flat tables of a message in one pass over its bytes, with a stack of open boundaries and no recursion.
struct StructureScanner {
    private(set) var buffers: [[UInt8]]
    private(set) var parts: [Part] = []
    private(set) var fields: [HeaderField] = []
    var defects: [Defect] { found.defects }

    private let limits: MailLimits
    private var scans: [BufferScan]
    private var found: DefectList
    private var replacedBoundaries = 0
    /// Room for the header fields of most messages.
    private static let usualFields = 64
    private static let usualParts = 4

    init(_ bytes: [UInt8], limits: MailLimits) {
        self.limits = limits
        found = DefectList(limits: limits)
        buffers = [bytes]
        fields.reserveCapacity(Self.usualFields)
        parts.reserveCapacity(Self.usualParts)
        let end = min(bytes.count, limits.maximumMessageBytes)
        scans = [BufferScan(buffer: 0, bytes: bytes, end: end, encodedDepth: 0, parent: nil)]
        if end < bytes.count { note(.messageTooLong, part: 0, offset: end) }
        run()
        DeclaredCharsets.fill(&parts)
    }

    private mutating func run() {
        while let top = scans.indices.last {
            switch scans[top].state {
            case .entity(let parent, let isMessage, let inDigest):
                readEntity(scan: top, parent: parent, isMessage: isMessage, inDigest: inDigest)
            case .betweenParts: readDelimiter(scan: top)
            case .finished: scans.removeLast()
            }
        }
    }

    // MARK: Header

    private mutating func readEntity(scan top: Int, parent: Int?, isMessage: Bool, inDigest: Bool) {
        guard parts.count < limits.maximumParts else {
            note(.tooManyParts, part: parts.count - 1, offset: scans[top].position)
            return closeAll(scan: top)
        }
        let index = parts.count
        let fieldStart = fields.count
        let header = HeaderBlockReader(
            scans[top], part: index, isMessage: isMessage, limits: limits, fields: &fields)
        for defect in header.defects { note(defect.kind, part: defect.part, offset: defect.offset) }
        if scans[top].newline == ASCII.carriageReturn, isMessage, scans[top].stack.levels.isEmpty {
            note(.bareCarriageReturns, part: index, offset: 0)
        }
        append(header, fieldStart: fieldStart, scan: top, parent: parent, inDigest: inDigest)
        scans[top].position = header.bodyStart
        readBody(of: index, scan: top)
    }

    private mutating func append(
        _ header: HeaderBlockReader, fieldStart: Int, scan top: Int, parent: Int?, inDigest: Bool
    ) {
        let index = parts.count
        let mime = MIMEFields(fields, from: fieldStart)
        // RFC 2046 §5.1.5: in a digest the default is a message.
        var mediaType = inDigest ? MediaType.nestedMessage : MediaType.textPlain
        if let value = mime.contentType {
            if let declared = MediaType(fieldValue: scans[top].bytes[value], limits: limits) {
                mediaType = declared
            } else {
                mediaType = MediaType(invalidFieldValue: scans[top].bytes[value], limits: limits)
                note(.invalidMediaType, part: index, offset: value.lowerBound)
            }
        }
        var encoding = TransferEncoding.sevenBit
        if let value = mime.transferEncoding {
            encoding = TransferEncoding(fieldValue: scans[top].bytes[value])
            if encoding == .other {
                note(.invalidTransferEncoding, part: index, offset: value.lowerBound)
            }
        }
        let isNested = parent.map { parts[$0].isInNestedMessage || !parts[$0].isMultipart } ?? false
        parts.append(
            Part(
                parent: parent, depth: parent.map { parts[$0].depth + 1 } ?? 0, buffer: scans[top].buffer,
                headerRange: header.range, bodyRange: header.bodyStart..<scans[top].end,
                fieldRange: fieldStart..<fields.count,
                mediaType: mediaType, transferEncoding: encoding,
                disposition: mime.disposition.flatMap {
                    Disposition(fieldValue: scans[top].bytes[$0], limits: limits)
                },
                isMultipart: false, isNestedMessage: false, isInNestedMessage: isNested,
                charset: mediaType.type == "text" ? mediaType.declaredCharset : nil,
                fallback: .windows1252))
    }

    // MARK: Body

    private mutating func readBody(of index: Int, scan top: Int) {
        let isMultipart = parts[index].mediaType.type == "multipart"
        let isMessage = parts[index].mediaType.isNestedMessage
        guard isMultipart || isMessage else { return readLeaf(index, scan: top) }
        guard parts[index].depth < limits.maximumPartDepth else {
            note(.tooDeep, part: index, offset: parts[index].bodyRange.lowerBound)
            return readLeaf(index, scan: top)
        }
        if isMultipart {
            openMultipart(index, scan: top)
        } else if parts[index].transferEncoding.isDecoded {
            readLeaf(index, scan: top)
            openEncodedMessage(index, scan: top)
        } else {
            parts[index].isNestedMessage = true
            scans[top].stack.open(part: index, boundary: [])
            scans[top].state = .entity(parent: index, isMessage: true, inDigest: false)
        }
    }

    private mutating func openMultipart(_ index: Int, scan top: Int) {
        if parts[index].transferEncoding.isDecoded {
            // Lenient: RFC 2045 §6.4 forbids it, and the body parts then are not encoded as a whole.
            note(.encodedMultipart, part: index, offset: parts[index].headerRange.lowerBound)
            parts[index].transferEncoding = .other
        }
        var boundary = parts[index].mediaType.parameters.boundary
        if boundary.isEmpty {
            note(.missingBoundaryParameter, part: index, offset: parts[index].headerRange.lowerBound)
            boundary = guessedBoundary(scan: top)?.boundary ?? []
        }
        guard !boundary.isEmpty else {
            leaveUndivided(index)
            return readLeaf(index, scan: top)
        }
        parts[index].isMultipart = true
        scans[top].stack.open(part: index, boundary: boundary)
        scans[top].state = .betweenParts
    }

    /// Lenient: a multipart whose boundary parameter was lost (rewriting gateways): its first line that begins with
    /// `--`, when that is no delimiter of an outer multipart; `next` is the line after it.
    private mutating func guessedBoundary(scan top: Int) -> (boundary: [UInt8], next: Int)? {
        var scan = scans[top]
        let octets = scan.bytes
        let bytes = octets.span
        let end = min(scan.end, scan.position + limits.maximumGuessedPreambleBytes)
        var start = scan.position
        if !Bytes.equal(bytes, at: start, [ASCII.hyphen, ASCII.hyphen]) {
            guard let line = Bytes.firstDashedLine(in: bytes, start..<end, newline: scan.newline) else {
                return nil
            }
            start = line
        }
        guard scan.stack.delimiter(in: bytes, at: start, end: scan.end, newline: scan.newline) == nil,
            let lineEnd = Bytes.first(scan.newline, in: bytes, start..<end)
        else { return nil }
        let text = ASCII.trimmed(scan.bytes[(start + 2)..<max(lineEnd, start + 2)])
        return text.allSatisfy { $0 == ASCII.hyphen } ? nil : (Array(text), lineEnd + 1)
    }

    /// Lenient: a multipart whose boundary parameter is that of another message (rewriting gateways, damaged lists).
    /// Its own boundary stands before `next`, the delimiter that would end it without a single body part, if a line
    /// there begins with `--` and a body part's header follows. True when reading has to begin again.
    private mutating func replaceWrongBoundary(scan top: Int, before next: Int) -> Bool {
        let innermost = scans[top].stack.levels.count - 1
        guard innermost >= 0, !scans[top].stack.levels[innermost].sawDelimiter,
            replacedBoundaries < limits.maximumReplacedBoundaries,
            let level = scans[top].stack.levels.last, !level.boundary.isEmpty, !level.isGuessed,
            scans[top].delimiter(at: next)?.level != innermost
        else { return false }
        guard let guess = guessedBoundary(scan: top), guess.next <= next,
            Self.beginsBodyPart(scans[top].bytes[guess.next..<scans[top].end])
        else { return false }
        note(.wrongBoundaryParameter, part: level.part, offset: parts[level.part].headerRange.lowerBound)
        replacedBoundaries += 1
        scans[top].stack.replaceInnermostBoundary(by: guess.boundary)
        return true
    }

    /// A field such as `Content-Type` begins here (RFC 2045 §3).
    private static func beginsBodyPart(_ text: ArraySlice<UInt8>) -> Bool {
        text.prefix(8).map(ASCII.lower).elementsEqual("content-".utf8)
    }

    private mutating func readLeaf(_ index: Int, scan top: Int) {
        let start = parts[index].bodyRange.lowerBound
        let next = scans[top].nextDelimiter(
            from: start, isBase64: parts[index].transferEncoding == .base64)
        let bodyEnd = next < scans[top].end ? scans[top].beforeLineEnd(next, notBefore: start) : next
        parts[index].bodyRange = start..<bodyEnd
        scans[top].position = next
        scans[top].state = .betweenParts
    }

    private mutating func openEncodedMessage(_ index: Int, scan top: Int) {
        guard scans[top].encodedDepth < limits.maximumEncodedMessageDepth else {
            return note(.tooDeep, part: index, offset: parts[index].bodyRange.lowerBound)
        }
        let body = scans[top].bytes[parts[index].bodyRange]
        let decoded = parts[index].transferEncoding.decode(body)
        guard !decoded.isEmpty else { return }
        parts[index].isNestedMessage = true
        buffers.append(decoded)
        scans.append(
            BufferScan(
                buffer: buffers.count - 1, bytes: decoded, end: decoded.count,
                encodedDepth: scans[top].encodedDepth + 1, parent: index))
    }

    // MARK: Boundaries

    private mutating func readDelimiter(scan top: Int) {
        let start = scans[top].nextDelimiter(from: scans[top].position, isBase64: false)
        if replaceWrongBoundary(scan: top, before: start) { return }
        guard let delimiter = scans[top].delimiter(at: start) else { return closeAll(scan: top) }
        // An outer boundary closes what is open inside (RFC 2046 §5.1.2).
        while scans[top].stack.levels.count > delimiter.level + 1 {
            closeLevel(scan: top, at: delimiter.lineStart)
        }
        scans[top].position = delimiter.next
        scans[top].stack.noteDelimiter(of: delimiter.level)
        let multipart = scans[top].stack.levels[delimiter.level].part
        if delimiter.isLast {
            scans[top].stack.endBoundary(of: delimiter.level)
            return
        }
        // Two delimiters without a line between them hold no body part (RFC 2046 §5.1.1: each begins with CRLF).
        guard scans[top].delimiter(at: delimiter.next) == nil, delimiter.next < scans[top].end else {
            return
        }
        scans[top].state = .entity(
            parent: multipart, isMessage: false, inDigest: parts[multipart].mediaType.subtype == "digest")
    }

    /// Ends the innermost open part before the delimiter line at `lineStart`, or at the end of the buffer.
    private mutating func closeLevel(scan top: Int, at lineStart: Int) {
        guard let level = scans[top].stack.pop() else { return }
        let start = parts[level.part].bodyRange.lowerBound
        let isAtEnd = lineStart == scans[top].end
        let end = isAtEnd ? lineStart : scans[top].beforeLineEnd(lineStart, notBefore: start)
        parts[level.part].bodyRange = start..<max(start, end)
        guard !level.boundary.isEmpty else { return }
        if !level.sawDelimiter {
            note(.missingFirstBoundary, part: level.part, offset: start)
            leaveUndivided(level.part)
        } else {
            note(.missingLastBoundary, part: level.part, offset: end)
        }
    }

    /// A multipart without any delimiter (cut-off mail) has no body parts. The root stays a leaf of its declared type,
    /// for every message has at least one leaf.
    private mutating func leaveUndivided(_ index: Int) { parts[index].isMultipart = index != 0 }

    private mutating func closeAll(scan top: Int) {
        while !scans[top].stack.levels.isEmpty { closeLevel(scan: top, at: scans[top].end) }
        scans[top].state = .finished
    }

    private mutating func note(_ kind: Defect.Kind, part: Int, offset: Int) {
        found.note(kind, part: part, offset: offset)
    }
}
