import Foundation

/// Lines of a text file, read in chunks, with their numbers. Empty lines are passed over.
public struct LineReader: ImportReader, Sequence, IteratorProtocol {
    public struct Line: Sendable, Hashable {
        /// From 1.
        public let number: Int
        public let text: String
    }

    /// Bytes; what is longer comes in pieces, each of which is a fault of its own.
    public static let maximumLineBytes = 1 << 20

    private var source: () -> [UInt8]
    private var buffer: [UInt8] = []
    private var position = 0
    private var number = 0

    /// `source` gives the next bytes, none at the end.
    public init(_ source: @escaping () -> [UInt8]) {
        self.source = source
    }

    public mutating func next() -> Line? {
        while let bytes = nextBytes() {
            number += 1
            let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            if !text.isEmpty { return Line(number: number, text: text) }
        }
        return nil
    }

    private mutating func nextBytes() -> [UInt8]? {
        var line: [UInt8] = []
        while line.count < Self.maximumLineBytes {
            if position == buffer.count {
                buffer = source()
                position = 0
                if buffer.isEmpty { return line.isEmpty ? nil : line }
            }
            if let end = buffer[position...].firstIndex(of: 10) {
                line += buffer[position..<end]
                position = end + 1
                return line
            }
            line += buffer[position...]
            position = buffer.count
        }
        return line
    }
}
