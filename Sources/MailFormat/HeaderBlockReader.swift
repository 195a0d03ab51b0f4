/// Reads one header block and records where its fields stand.
struct HeaderBlockReader {
    struct Line {
        let start: Int
        /// Before the line end.
        let textEnd: Int
        let next: Int
    }

    private(set) var fields: [HeaderField] = []
    var defects: [Defect] { found.defects }
    /// Without the empty line at its end.
    private(set) var range: Range<Int>
    private(set) var bodyStart: Int

    private let scan: BufferScan
    private let part: Int
    private let limits: MailLimits
    private let fieldsLeft: Int
    private var open: (name: FieldName, nameRange: Range<Int>, valueRange: Range<Int>)?
    /// First line after the last field that is no field.
    private var strayStart: Int?
    private var seenFields = 0
    private var found: DefectList
    /// Of the multipart this header declares; nil until a line asks for it.
    private var ownBoundary: [UInt8]?

    init(_ scan: BufferScan, part: Int, isMessage: Bool, limits: MailLimits, fieldsLeft: Int) {
        self.scan = scan
        self.part = part
        self.limits = limits
        self.fieldsLeft = fieldsLeft
        found = DefectList(limits: limits)
        range = scan.position..<scan.position
        bodyStart = scan.position
        let start = isMessage ? skipToHeader() : scan.position
        read(from: start)
    }

    /// Lenient: empty lines before the header (mail exported from web pages), and the `From ` line of an mbox.
    private mutating func skipToHeader() -> Int {
        var position = scan.position
        var skippedBlank = false
        while position < scan.end {
            let line = line(at: position)
            if isBlank(line) {
                skippedBlank = true
            } else if isMailboxLine(line), !isField(line) {
                note(.mailboxLineBeforeHeader, line.start)
            } else {
                break
            }
            position = line.next
        }
        if skippedBlank { note(.blankLineBeforeHeader, scan.position) }
        return position
    }

    private func isMailboxLine(_ line: Line) -> Bool {
        Bytes.equal(scan.bytes, at: line.start, Array("From ".utf8))
            || Bytes.equal(scan.bytes, at: line.start, Array(">From ".utf8))
    }

    /// `From : x` is a field with white space before its colon.
    private func isField(_ line: Line) -> Bool {
        scan.bytes[line.start..<line.textEnd].dropFirst(4).first { !ASCII.isWhite($0) } == ASCII.colon
    }

    private func isBlank(_ line: Line) -> Bool {
        scan.bytes[line.start..<line.textEnd].allSatisfy(ASCII.isWhite)
    }

    private func line(at start: Int) -> Line {
        let newline = Bytes.first(scan.newline, in: scan.bytes, start..<scan.end)
        var textEnd = newline ?? scan.end
        while textEnd > start, scan.bytes[textEnd - 1] == ASCII.carriageReturn { textEnd -= 1 }
        return Line(start: start, textEnd: textEnd, next: newline.map { $0 + 1 } ?? scan.end)
    }

    private mutating func read(from start: Int) {
        var position = start
        var hasEmptyLine = false
        while position < scan.end {
            let line = line(at: position)
            if line.textEnd == line.start || (seenFields == 0 && strayStart == nil && isBlank(line)) {
                hasEmptyLine = true
                break
            }
            if isDelimiter(line) || isOwnDelimiter(line) { break }
            take(line, blockStart: start)
            position = line.next
        }
        closeField()
        range = start..<position
        bodyStart = hasEmptyLine ? line(at: position).next : position
        // Lenient: a body without the empty line before it (hand-made mail, damaged lists). Where text follows the
        // empty line, what stands above it is a damaged header.
        let isBody = !hasEmptyLine || seenFields == 0 || isEmptyBody(from: bodyStart)
        if isBody, let strayStart {
            if hasEmptyLine, seenFields > 0 { note(.missingHeaderEnd, strayStart) }
            range = start..<strayStart
            bodyStart = strayStart
        }
        if !hasEmptyLine, scan.end > scan.position { note(.missingHeaderEnd, position) }
        if seenFields == 0, strayStart != nil { note(.missingHeader, start) }
    }

    /// Nothing but white space stands before the next delimiter. Asked only of a header that ends in stray lines.
    private func isEmptyBody(from start: Int) -> Bool {
        guard strayStart != nil else { return false }
        var position = start
        while position < scan.end {
            let line = line(at: position)
            if !isBlank(line) { return isDelimiter(line) }
            position = line.next
        }
        return true
    }

    private func isDelimiter(_ line: Line) -> Bool {
        scan.stack.delimiter(in: scan.bytes, at: line.start, end: scan.end, newline: scan.newline) != nil
    }

    /// Lenient: the first delimiter of the multipart that this header declares, without an empty line before it.
    private mutating func isOwnDelimiter(_ line: Line) -> Bool {
        guard Bytes.equal(scan.bytes, at: line.start, [ASCII.hyphen, ASCII.hyphen]) else { return false }
        if ownBoundary == nil {
            closeField()
            guard let field = fields.first(where: { $0.name == .contentType }) else { return false }
            let type = MediaType(fieldValue: scan.bytes[field.valueRange], limits: limits)
            ownBoundary = type?.type == "multipart" ? type?.parameters.boundary ?? [] : []
        }
        guard let ownBoundary, !ownBoundary.isEmpty else { return false }
        var stack = BoundaryStack()
        stack.open(part: part, boundary: ownBoundary)
        return stack.delimiter(in: scan.bytes, at: line.start, end: scan.end, newline: scan.newline) != nil
    }

    private mutating func take(_ line: Line, blockStart: Int) {
        let first = scan.bytes[line.start]
        if first == ASCII.space || first == ASCII.tab {
            guard line.textEnd - blockStart <= limits.maximumHeaderBlockBytes else {
                if open != nil { note(.headerTooLong, line.start) }
                closeField()
                return
            }
            if let field = open {
                open = (field.name, field.nameRange, field.valueRange.lowerBound..<line.textEnd)
            } else if strayStart == nil {
                strayStart = line.start
            }
            return
        }
        closeField()
        // Lenient: a line that is no field does not end the header (old gateways, wrapped lines).
        guard let (nameRange, valueStart) = fieldName(line) else {
            note(.invalidHeaderLine, line.start)
            if strayStart == nil { strayStart = line.start }
            return
        }
        seenFields += 1
        strayStart = nil
        guard fields.count < fieldsLeft, line.start - blockStart < limits.maximumHeaderBlockBytes else {
            if fields.count == fieldsLeft {
                note(.tooManyFields, line.start)
            } else {
                note(.headerTooLong, line.start)
            }
            return
        }
        let name = FieldName.wellKnown(scan.bytes[nameRange]) ?? .other
        open = (name, nameRange, valueStart..<max(valueStart, line.textEnd))
    }

    /// Lenient: white space between the name and the colon (RFC 5322 §4.5 calls it obsolete).
    private mutating func fieldName(_ line: Line) -> (Range<Int>, valueStart: Int)? {
        var place = line.start
        while place < line.textEnd, scan.bytes[place] > 32, scan.bytes[place] < 127,
            scan.bytes[place] != ASCII.colon
        {
            place += 1
        }
        let nameEnd = place
        while place < line.textEnd, scan.bytes[place] == ASCII.space || scan.bytes[place] == ASCII.tab {
            place += 1
        }
        guard nameEnd > line.start, place < line.textEnd, scan.bytes[place] == ASCII.colon else { return nil }
        if place > nameEnd { note(.spaceBeforeColon, nameEnd) }
        return (line.start..<nameEnd, place + 1)
    }

    private mutating func closeField() {
        guard let field = open else { return }
        fields.append(
            HeaderField(
                name: field.name, part: part, nameRange: field.nameRange, valueRange: field.valueRange))
        open = nil
    }

    private mutating func note(_ kind: Defect.Kind, _ offset: Int) {
        found.note(kind, part: part, offset: offset)
    }
}
