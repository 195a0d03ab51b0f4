/// The uuencode transfer encoding (POSIX `uuencode`), as old programs put files into text.
public enum Uuencode {
    /// One file inside a text.
    public struct File: Sendable, Hashable {
        /// As the `begin` line gives it; a path is not cut off.
        public let name: String
        /// Bytes from the start of the text to the start of the `begin` line.
        public let start: Int
        /// After the line end of its `end` line; after the last data line where there is no `end`.
        public let end: Int
        /// Of the data lines, in the same text.
        let dataRange: Range<Int>
    }

    /// The files of a text in order, no more than `MailLimits.maximumUuencodedFiles`.
    ///
    /// A file begins with `begin MODE NAME`, MODE three or four octal digits, and a first data line of the right
    /// length: so the sentence "begin 100 of them" is none.
    public static func files(in text: [UInt8]) -> [File] { files(in: text[...], limits: .standard) }

    static func files(in text: ArraySlice<UInt8>, limits: MailLimits) -> [File] {
        guard mayHoldFile(text.span) else { return [] }
        var found: [File] = []
        var lines = LineCursor(text)
        while found.count < limits.maximumUuencodedFiles, let line = lines.next() {
            guard let name = nameOfBegin(text[line]) else { continue }
            var ahead = lines
            guard let data = readData(&ahead, text) else { continue }
            found.append(
                File(
                    name: TextDecoding.text(name, declared: nil, fallback: .windows1252),
                    start: line.lowerBound - text.startIndex, end: ahead.position - text.startIndex,
                    dataRange: (data.lowerBound - text.startIndex)..<(data.upperBound - text.startIndex)))
            lines = ahead
        }
        return found
    }

    /// The content of a file found in `text`.
    public static func content(of file: File, in text: [UInt8]) -> [UInt8] {
        decodeLines(text[file.dataRange])
    }

    /// What stands between the first `begin MODE NAME` line and its `end`.
    ///
    /// Lenient: without a `begin` line the lines are data all the same (gateways that cut it off).
    static func decode(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var lines = LineCursor(body)
        while let line = lines.next() {
            if nameOfBegin(body[line]) != nil { return decodeLines(body[lines.position...]) }
        }
        return decodeLines(body)
    }

    /// A cheap look for `begin ` before anything is read line by line.
    static func mayHoldFile(_ span: Span<UInt8>) -> Bool {
        var place = 0
        while let found = Bytes.first(UInt8(ascii: "b"), in: span, place..<span.count) {
            if Bytes.equal(span, at: found, begin), found == 0 || ASCII.isWhite(span[found - 1]) {
                return true
            }
            place = found + 1
        }
        return false
    }

    private static let begin = Array("begin ".utf8)
    private static let end = Array("end".utf8)

    /// The name on a line `begin MODE NAME`.
    private static func nameOfBegin(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.starts(with: begin) else { return nil }
        let rest = line.dropFirst(begin.count)
        let mode = rest.prefix { $0 >= 48 && $0 <= 55 }
        guard mode.count == 3 || mode.count == 4, rest.dropFirst(mode.count).first == ASCII.space else {
            return nil
        }
        let name = ASCII.trimmed(rest.dropFirst(mode.count + 1))
        return name.isEmpty ? nil : name
    }

    /// Reads the data lines and the `end` line; nil where the first line is no data.
    private static func readData(_ lines: inout LineCursor, _ text: ArraySlice<UInt8>) -> Range<Int>? {
        let start = lines.position
        var dataEnd = start
        while true {
            var ahead = lines
            guard let range = ahead.next() else { break }
            let line = text[range]
            if line.elementsEqual(end) {
                lines = ahead
                break
            }
            guard isData(line) else { break }
            lines = ahead
            dataEnd = ahead.position
        }
        return dataEnd > start ? start..<dataEnd : nil
    }

    /// The length that the first octet promises fits the rest, give or take padding that programs add or cut off.
    private static func isData(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, first >= 32, first <= 96 else { return false }
        let groups = (Int((first - 32) & 63) + 2) / 3
        let count = ASCII.trimmedRight(line).count - 1
        return count <= groups * 4 + 2 && count >= groups * 4 - 3 - 4
            && line.allSatisfy { $0 >= 32 && $0 <= 96 }
    }

    private static func decodeLines(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3)
        var lines = LineCursor(text)
        while let range = lines.next() {
            let line = text[range]
            if line.elementsEqual(end) { break }
            guard let first = line.first, first >= 32, first <= 96 else { continue }
            append(line.dropFirst(), count: Int((first - 32) & 63), to: &output)
        }
        return output
    }

    /// Spaces that a gateway cut off at the end count as spaces.
    private static func append(_ line: ArraySlice<UInt8>, count: Int, to output: inout [UInt8]) {
        func sextet(_ place: Int) -> UInt8 { place < line.endIndex ? (line[place] &- 32) & 63 : 0 }
        var left = count
        var place = line.startIndex
        while left > 0, place < line.endIndex {
            let first = sextet(place), second = sextet(place + 1)
            let third = sextet(place + 2), fourth = sextet(place + 3)
            let octets = [first << 2 | second >> 4, second << 4 | third >> 2, third << 6 | fourth]
            output += octets.prefix(left)
            left -= 3
            place += 4
        }
    }
}
