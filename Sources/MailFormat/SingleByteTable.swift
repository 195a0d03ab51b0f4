/// A charset whose lower half is ASCII and whose upper half is 128 characters.
struct SingleByteTable: Sendable {
    /// Per octet from 0x80: its UTF-8 in the low bits, first octet lowest; in the highest octet how many there are.
    private let sequences: [UInt32]

    /// `upperHalf`: the code points of 0x80...0xFF, all below U+10000.
    init(upperHalf: [UInt32]) {
        sequences = upperHalf.map { point in
            if point >= 0x800 {
                return 3 << 24 | 0xE0 | point >> 12 | (0x80 | point >> 6 & 0x3F) << 8 | (0x80 | point & 0x3F)
                    << 16
            }
            return point >= 0x80 ? 2 << 24 | 0xC0 | point >> 6 | (0x80 | point & 0x3F) << 8 : 1 << 24 | point
        }
    }

    /// As the system's converter reads each octet by itself; what it does not know is U+FFFD. Nil for a charset it
    /// does not have, or in which ASCII is not ASCII.
    private init?(converting charset: Charset) {
        guard let converter = CharsetConverter(charset) else { return nil }
        let points = (0x80...0xFF).map { octet -> UInt32 in
            let scalars = converter.text([UInt8(octet)]).unicodeScalars
            return scalars.count == 1 ? scalars.first?.value ?? 0xFFFD : 0xFFFD
        }
        guard points.allSatisfy({ $0 < 0x10000 }) else { return nil }
        self.init(upperHalf: points)
    }

    /// Names of single-byte charsets in which every octet is a character by itself. Windows-1258 is none of them:
    /// its tone marks combine with the letter before.
    private static let names =
        ["2", "3", "4", "5", "6", "7", "8", "10", "13", "14", "15", "16"].map { "ISO-8859-\($0)" }
        + ["0", "1", "3", "4", "5", "6", "7"].map { "WINDOWS-125\($0)" }
        + ["WINDOWS-874", "KOI8-R", "KOI8-U", "MACINTOSH", "MAC-CYRILLIC", "IBM866"]

    private static let tables: [String: SingleByteTable] = names.reduce(into: [:]) { tables, name in
        tables[name] = Charset(label: Array(name.utf8)[...]).flatMap { SingleByteTable(converting: $0) }
    }

    static func of(_ charset: Charset) -> SingleByteTable? { tables[charset.name] }

    func text(_ bytes: Span<UInt8>) -> String {
        // Three octets for one at the most, and the fourth of the last write lies behind them.
        let output = [UInt8](unsafeUninitializedCapacity: bytes.count * 3 + 8) { output, count in
            guard let base = output.baseAddress else { return }
            count = bytes.withUnsafeBytes { convert($0, into: UnsafeMutableRawPointer(base)) }
        }
        return UTF8Text.repaired(output.span)
    }

    private func convert(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawPointer) -> Int {
        var written = 0
        var place = 0
        while place < bytes.count {
            if place + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                if word & OctetWord.highBits == 0 {
                    output.storeBytes(of: word, toByteOffset: written, as: UInt64.self)
                    place += 8
                    written += 8
                    continue
                }
            }
            let byte = bytes[place]
            place += 1
            if byte < 0x80 {
                output.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
                written += 1
            } else {
                let sequence = sequences[Int(byte) - 0x80]
                output.storeBytes(of: sequence.littleEndian, toByteOffset: written, as: UInt32.self)
                written += Int(sequence >> 24)
            }
        }
        return written
    }
}
