/// Reads one header block and records where its fields stand.
struct HeaderBlockReader {
    struct Line {
        let start: Int
        /// Before the line end.
        let textEnd: Int
        let next: Int
    }

    /// A field whose folded lines may still follow.
    private struct OpenField {
        let nameIndex: UInt8
        let nameRange: Range<Int>
        let valueStart: Int
        var valueEnd: Int
    }

    private static let contentTypeIndex = FieldName.contentTypeIndex

    var defects: [Defect] { found.defects }
    /// Without the empty line at its end.
    private(set) var range: Range<Int>
    private(set) var bodyStart: Int

    private let newline: UInt8
    private let end: Int
    private var stack: BoundaryStack
    private let part: Int
    private let limits: MailLimits
    private var open: OpenField?
    /// First line after the last field that is no field.
    private var strayStart: Int?
    private var seenFields = 0
    private var found: DefectList
    /// The value of the first Content-Type field.
    private var contentType: Range<Int>?
    /// Of the multipart this header declares; nil until a line asks for it.
    private var ownBoundary: [UInt8]?

    /// Reads from where `scan` stands and appends what it finds to `fields`, no more than the limits allow.
    init(_ scan: BufferScan, part: Int, isMessage: Bool, limits: MailLimits, fields: inout [HeaderField]) {
        newline = scan.newline
        end = scan.end
        stack = scan.stack
        self.part = part
        self.limits = limits
        found = DefectList(limits: limits)
        range = scan.position..<scan.position
        bodyStart = scan.position
        let bytes = scan.bytes.span
        let start = isMessage ? skipToHeader(bytes) : scan.position
        read(bytes, from: start, &fields)
    }

    /// Lenient: empty lines before the header (mail exported from web pages), and the `From ` line of an mbox.
    private mutating func skipToHeader(_ bytes: Span<UInt8>) -> Int {
        var position = range.lowerBound
        var skippedBlank = false
        while position < end {
            let line = line(bytes, at: position)
            if isBlank(bytes, line) {
                skippedBlank = true
            } else if isMailboxLine(bytes, line), !isField(bytes, line) {
                note(.mailboxLineBeforeHeader, line.start)
            } else {
                break
            }
            position = line.next
        }
        if skippedBlank { note(.blankLineBeforeHeader, range.lowerBound) }
        return position
    }

    private func isMailboxLine(_ bytes: Span<UInt8>, _ line: Line) -> Bool {
        guard line.textEnd > line.start,
            bytes[line.start] == UInt8(ascii: "F") || bytes[line.start] == ASCII.greater
        else { return false }
        return Bytes.equal(bytes, at: line.start, Array("From ".utf8))
            || Bytes.equal(bytes, at: line.start, Array(">From ".utf8))
    }

    /// `From : x` is a field with white space before its colon.
    private func isField(_ bytes: Span<UInt8>, _ line: Line) -> Bool {
        var place = line.start + 4
        while place < line.textEnd, ASCII.isWhite(bytes[place]) { place += 1 }
        return place < line.textEnd && bytes[place] == ASCII.colon
    }

    private func isBlank(_ bytes: Span<UInt8>, _ line: Line) -> Bool {
        var place = line.start
        while place < line.textEnd, ASCII.isWhite(bytes[place]) { place += 1 }
        return place == line.textEnd
    }

    @inline(__always)
    private func line(_ bytes: Span<UInt8>, at start: Int) -> Line {
        let found = Bytes.firstNearby(newline, in: bytes, start..<end)
        var textEnd = found ?? end
        while textEnd > start, bytes[textEnd - 1] == ASCII.carriageReturn { textEnd -= 1 }
        return Line(start: start, textEnd: textEnd, next: found.map { $0 + 1 } ?? end)
    }

    private mutating func read(_ bytes: Span<UInt8>, from start: Int, _ fields: inout [HeaderField]) {
        let origin = range.lowerBound
        var position = start
        var hasEmptyLine = false
        while position < end {
            let line = line(bytes, at: position)
            if line.textEnd == line.start || (seenFields == 0 && strayStart == nil && isBlank(bytes, line)) {
                hasEmptyLine = true
                break
            }
            if bytes[line.start] == ASCII.hyphen,
                isDelimiter(bytes, line) || isOwnDelimiter(bytes, line, &fields)
            {
                break
            }
            take(bytes, line, blockStart: start, &fields)
            position = line.next
        }
        closeField(&fields)
        range = start..<position
        bodyStart = hasEmptyLine ? line(bytes, at: position).next : position
        settleStrayLines(bytes, hasEmptyLine: hasEmptyLine)
        if !hasEmptyLine, end > origin { note(.missingHeaderEnd, position) }
        if seenFields == 0, strayStart != nil { note(.missingHeader, start) }
    }

    /// Lenient: a body without the empty line before it (hand-made mail, damaged lists). Where text follows the
    /// empty line, what stands above it is a damaged header.
    private mutating func settleStrayLines(_ bytes: Span<UInt8>, hasEmptyLine: Bool) {
        guard let strayStart, !hasEmptyLine || seenFields == 0 || isEmptyBody(bytes, from: bodyStart) else {
            return
        }
        if hasEmptyLine, seenFields > 0 { note(.missingHeaderEnd, strayStart) }
        range = range.lowerBound..<strayStart
        bodyStart = strayStart
    }

    /// Nothing but white space stands before the next delimiter. Asked only of a header that ends in stray lines.
    private mutating func isEmptyBody(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        var position = start
        while position < end {
            let line = line(bytes, at: position)
            if !isBlank(bytes, line) { return isDelimiter(bytes, line) }
            position = line.next
        }
        return true
    }

    private mutating func isDelimiter(_ bytes: Span<UInt8>, _ line: Line) -> Bool {
        stack.delimiter(in: bytes, at: line.start, end: end, newline: newline) != nil
    }

    /// Lenient: the first delimiter of the multipart that this header declares, without an empty line before it.
    private mutating func isOwnDelimiter(
        _ bytes: Span<UInt8>, _ line: Line, _ fields: inout [HeaderField]
    ) -> Bool {
        guard line.textEnd - line.start > 2, bytes[line.start + 1] == ASCII.hyphen else { return false }
        closeField(&fields)
        if ownBoundary == nil, let contentType {
            let type = MediaType(fieldValue: bytes.copy(of: contentType)[...], limits: limits)
            ownBoundary = type?.type == "multipart" ? type?.parameters.boundary ?? [] : []
        }
        guard let ownBoundary, !ownBoundary.isEmpty else { return false }
        var stack = BoundaryStack()
        stack.open(part: part, boundary: ownBoundary)
        return stack.delimiter(in: bytes, at: line.start, end: end, newline: newline) != nil
    }

    @inline(__always)
    private mutating func take(
        _ bytes: Span<UInt8>, _ line: Line, blockStart: Int, _ fields: inout [HeaderField]
    ) {
        let first = bytes[line.start]
        if first == ASCII.space || first == ASCII.tab {
            guard line.textEnd - blockStart <= limits.maximumHeaderBlockBytes else {
                if open != nil { note(.headerTooLong, line.start) }
                return closeField(&fields)
            }
            if open != nil {
                open?.valueEnd = line.textEnd
            } else if strayStart == nil {
                strayStart = line.start
            }
            return
        }
        closeField(&fields)
        // Lenient: a line that is no field does not end the header (old gateways, wrapped lines).
        guard let (nameRange, valueStart) = fieldName(bytes, line) else {
            note(.invalidHeaderLine, line.start)
            if strayStart == nil { strayStart = line.start }
            return
        }
        seenFields += 1
        strayStart = nil
        guard fields.count < limits.maximumHeaderFields,
            line.start - blockStart < limits.maximumHeaderBlockBytes
        else {
            return note(
                fields.count >= limits.maximumHeaderFields ? .tooManyFields : .headerTooLong, line.start)
        }
        let nameIndex = bytes.extracting(nameRange).withUnsafeBufferPointer { FieldName.wellKnownIndex($0) }
        open = OpenField(
            nameIndex: nameIndex, nameRange: nameRange, valueStart: valueStart,
            valueEnd: max(valueStart, line.textEnd))
    }

    /// Lenient: white space between the name and the colon (RFC 5322 §4.5 calls it obsolete).
    @inline(__always)
    private mutating func fieldName(_ bytes: Span<UInt8>, _ line: Line) -> (Range<Int>, valueStart: Int)? {
        var place = Bytes.endOfFieldName(in: bytes, line.start..<line.textEnd)
        let nameEnd = place
        while place < line.textEnd, bytes[place] == ASCII.space || bytes[place] == ASCII.tab { place += 1 }
        guard nameEnd > line.start, place < line.textEnd, bytes[place] == ASCII.colon else { return nil }
        if place > nameEnd { note(.spaceBeforeColon, nameEnd) }
        return (line.start..<nameEnd, place + 1)
    }

    @inline(__always)
    private mutating func closeField(_ fields: inout [HeaderField]) {
        guard let field = open else { return }
        if contentType == nil, field.nameIndex == Self.contentTypeIndex {
            contentType = field.valueStart..<field.valueEnd
        }
        fields.append(
            HeaderField(
                nameIndex: field.nameIndex, part: part, nameRange: field.nameRange,
                valueRange: field.valueStart..<field.valueEnd))
        open = nil
    }

    private mutating func note(_ kind: Defect.Kind, _ offset: Int) {
        found.note(kind, part: part, offset: offset)
    }
}
