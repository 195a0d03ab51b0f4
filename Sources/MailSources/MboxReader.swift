import CalendarTime
import Foundation

/// The messages of an mbox, one after the other; memory is bounded by the largest message.
///
/// A message begins at a line `From …` that is the first of the file or follows an empty line, and that ends in a time
/// and a year: so an unquoted `From ` in running text separates nothing. `>From ` loses one `>` (mboxrd; in mboxo,
/// which quotes `From ` only, that is right too but for a line that was `>From ` at first).
struct MboxReader {
    private let descriptor: Int32
    private let path: String
    private var buffer: [UInt8] = []
    /// Start in `buffer` of what has not been handed out.
    private var start = 0
    private var isAtEnd = false
    private var index = 0
    /// Place of the first byte of `buffer` in the file.
    private var base: Int

    /// The last message ended with the file, not with the separator of another one.
    private(set) var isLastOpen = false
    /// The last line of the last message was empty.
    private(set) var endsInEmptyLine = false
    /// When the last message was delivered, by its separator.
    private(set) var delivered: Instant?

    /// The caller closes the descriptor when it is done.
    /// - Parameter offset: where the descriptor stands; a message begins there.
    init(descriptor: Int32, path: String, offset: Int = 0) {
        self.descriptor = descriptor
        self.path = path
        base = offset
    }

    /// Place in the file of what has not been handed out.
    var position: Int { base + start }

    /// Nil at the end. A fault of reading ends the mbox; a message too large does not.
    mutating func next() -> RawResult? {
        do throws(SourceFault) {
            guard try fillLine(from: start) != nil || start < buffer.count else { return nil }
            let message = try nextMessage()
            defer { index += 1 }
            guard let message else {
                return .fault(SourceFault(path: "\(path) (message \(index))", reason: .tooLarge(nil)))
            }
            return .item(RawItem(path: path, index: index, bytes: message))
        } catch {
            isAtEnd = true
            buffer = []
            start = 0
            return .fault(error)
        }
    }

    /// The lines up to the next separator; nil when they are more than a message may have.
    private mutating func nextMessage() throws(SourceFault) -> [UInt8]? {
        var message: [UInt8] = []
        var isTooLarge = false
        var isFirstLine = true
        var followsEmptyLine = false
        (isLastOpen, delivered) = (false, nil)
        while true {
            let end = try fillLine(from: start) ?? buffer.count
            if start == end {
                isLastOpen = true
                break
            }
            let line = buffer[start..<end]
            let isSeparator = Self.isSeparator(line)
            if !isFirstLine, followsEmptyLine, isSeparator { break }
            if isFirstLine, line.starts(with: Self.from) {
                delivered = Self.time(ofSeparator: line)
            } else {
                if isTooLarge || message.count + line.count > SourceLimits.maximumMessageBytes {
                    isTooLarge = true
                    message = []
                } else {
                    message.append(contentsOf: Self.unquoted(line))
                }
            }
            followsEmptyLine = line.first == 10 || line.elementsEqual([13, 10])
            isFirstLine = false
            start = end
        }
        endsInEmptyLine = followsEmptyLine
        // The empty line before the next separator belongs to the separator.
        if followsEmptyLine, message.last == 10 {
            message.removeLast()
            if message.last == 13 { message.removeLast() }
        }
        return isTooLarge ? nil : message
    }

    private static let from = Array("From ".utf8)

    /// `From sender date`: the rest of the line holds a time `hh:mm` and a year of four digits.
    static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.starts(with: from), line.count < 1_000 else { return false }
        let words = line.split { $0 == 32 || $0 == 9 || $0 == 13 || $0 == 10 }
        let hasTime = words.contains { word in
            let digits = word.split(separator: UInt8(ascii: ":"))
            return digits.count >= 2 && digits.allSatisfy { $0.count <= 2 && $0.allSatisfy(isDigit) }
        }
        return hasTime && words.contains { $0.count == 4 && $0.allSatisfy(isDigit) }
    }

    /// Of `From sender Tue Mar  3 09:00:00 2026` (asctime, RFC 4155 app. A), taken for UTC.
    static func time(ofSeparator line: ArraySlice<UInt8>) -> Instant? {
        let words = line.split { $0 == 32 || $0 == 9 || $0 == 13 || $0 == 10 }
            .map { String(decoding: $0, as: UTF8.self) }
        guard let place = words.firstIndex(where: { months.contains($0) }), place + 2 < words.count,
            let month = months.firstIndex(of: words[place]), let day = Int(words[place + 1]),
            // A name of a zone may stand before the year.
            let year = words[(place + 2)...].compactMap({ $0.count == 4 ? Int($0) : nil }).first,
            let date = CivilDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = words[place + 2].split(separator: ":").compactMap { Int64($0) }
        guard clock.count >= 2 else { return nil }
        return Instant(seconds: Int64(date.daysSince1970) * 86_400 + clock[0] * 3_600 + clock[1] * 60)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func unquoted(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard line.first == UInt8(ascii: ">") else { return line }
        let rest = line.drop { $0 == UInt8(ascii: ">") }
        return rest.starts(with: from) ? line.dropFirst() : line
    }

    /// The end of the line that begins at `position`, reading on where it is not in the buffer; nil when the file
    /// ends first.
    private mutating func fillLine(from position: Int) throws(SourceFault) -> Int? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: 10) { return end + 1 }
            if isAtEnd { return nil }
            // A line longer than a message may be is cut here; its message is too large anyway.
            if buffer.count - position > SourceLimits.maximumMessageBytes { return buffer.count }
            searched = buffer.count
            let piece = try FileReading.next(descriptor, upTo: SourceLimits.readBytes, shown: path)
            if piece.isEmpty {
                isAtEnd = true
                return nil
            }
            if start > 0, start == position {
                buffer.removeFirst(start)
                base += start
                searched -= start
                start = 0
                buffer.append(contentsOf: piece)
                return try fillLine(from: 0)
            }
            buffer.append(contentsOf: piece)
        }
    }
}
