import Foundation

/// Rows of a CSV file (RFC 4180), read in chunks: memory is bounded by one row.
///
/// Lenient: LF for CRLF; a byte order mark; semicolon or tab between fields when the first row has more of these than
/// commas (spreadsheets of countries with a decimal comma); text that is no UTF-8 is read as Windows-1252.
public struct CSVReader: ImportReader, Sequence, IteratorProtocol {
    public struct Row: Sendable, Hashable {
        /// Of the first line of the row, from 1.
        public let line: Int
        public let fields: [String]
    }

    /// Bytes of one row; a longer one is a quote that was never closed.
    public static let maximumRowBytes = 1 << 20

    private var source: () -> [UInt8]
    private var buffer: [UInt8] = []
    private var position = 0
    private var line = 1
    private var separator: UInt8?
    private var isAtEnd = false

    /// `source` gives the next bytes, none at the end.
    public init(_ source: @escaping () -> [UInt8]) {
        self.source = source
    }

    /// Empty lines are passed over.
    public mutating func next() -> Row? {
        while let (bytes, first) = nextRecord() {
            var record = bytes[...]
            if first == 1, record.starts(with: [0xEF, 0xBB, 0xBF]) { record = record.dropFirst(3) }
            if record.isEmpty { continue }
            let mark = separator ?? Self.separator(of: record)
            separator = mark
            return Row(line: first, fields: Self.fields(record, separator: mark))
        }
        return nil
    }

    /// The bytes up to the next line end outside of quotes, and the line they begin at.
    private mutating func nextRecord() -> (bytes: [UInt8], line: Int)? {
        var record: [UInt8] = []
        var isQuoted = false
        let first = line
        while true {
            if position == buffer.count {
                guard !isAtEnd else { break }
                buffer = source()
                position = 0
                isAtEnd = buffer.isEmpty
                continue
            }
            let byte = buffer[position]
            position += 1
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: "\n") {
                line += 1
                if !isQuoted || record.count > Self.maximumRowBytes {
                    if record.last == UInt8(ascii: "\r") { record.removeLast() }
                    return (record, first)
                }
            }
            record.append(byte)
        }
        return record.isEmpty ? nil : (record, first)
    }

    private static func separator(of record: ArraySlice<UInt8>) -> UInt8 {
        let marks = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = marks.map { mark in record.count { $0 == mark } }
        let best = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
        return marks[best]
    }

    private static func fields(_ record: ArraySlice<UInt8>, separator: UInt8) -> [String] {
        let quote = UInt8(ascii: "\"")
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuote = false
        for byte in record {
            if byte == quote {
                // Inside quotes two quotes are one.
                if wasQuote { field.append(quote) }
                wasQuote = isQuoted
                isQuoted.toggle()
            } else {
                wasQuote = false
                if byte == separator, !isQuoted {
                    fields.append(text(field))
                    field = []
                } else {
                    field.append(byte)
                }
            }
        }
        return fields + [text(field)]
    }

    private static func text(_ bytes: [UInt8]) -> String {
        let text =
            String(validating: bytes, as: UTF8.self)
            ?? String(data: Data(bytes), encoding: .windowsCP1252) ?? String(decoding: bytes, as: UTF8.self)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// Why a file, or one line of it, is not imported.
public struct ImportFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1; nil for the whole file.
    public let line: Int?
    public let message: String

    public init(line: Int?, _ message: String) {
        self.line = line
        self.message = message
    }

    public var description: String { line.map { "line \($0): \(message)" } ?? message }
}
