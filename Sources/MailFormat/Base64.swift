/// The base64 transfer encoding (RFC 2045 §6.8).
enum Base64 {
    private static let padding: UInt8 = 64
    private static let none: UInt8 = 255

    /// Index: octet. Value: its six bits, `padding` for `=`, `none` for what is outside the alphabet.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: none, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, byte) in alphabet.utf8.enumerated() {
            table[Int(byte)] = UInt8(truncatingIfNeeded: value)
        }
        table[Int(ASCII.equals)] = padding
        return table
    }()

    /// Octets outside the alphabet are skipped, as RFC 2045 says.
    ///
    /// Lenient: padding inside the text ends one group and another may follow (encoders that joined pieces); missing
    /// padding loses nothing (cut-off mail).
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { output, count in
            count = text.withUnsafeBufferPointer { text in
                table.withUnsafeBufferPointer { decode(text, $0, into: output) }
            }
        }
    }

    /// Each index into `table`, of 256 entries, is an octet; each three octets of output come from four of `text`,
    /// so the output fits; padding writes no more than the sextets read since the last group.
    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var bits: UInt32 = 0
        var sextets = 0
        var written = 0
        var place = 0
        while place < text.count {
            if sextets == 0, place + 4 <= text.count {
                let first = table[Int(text[place])], second = table[Int(text[place + 1])]
                let third = table[Int(text[place + 2])], fourth = table[Int(text[place + 3])]
                if first | second | third | fourth < padding {
                    output[written] = first << 2 | second >> 4
                    output[written + 1] = second << 4 | third >> 2
                    output[written + 2] = third << 6 | fourth
                    written += 3
                    place += 4
                    continue
                }
            }
            let value = table[Int(text[place])]
            place += 1
            if value < padding {
                bits = bits << 6 | UInt32(value)
                sextets += 1
                if sextets == 4 {
                    output[written] = UInt8(truncatingIfNeeded: bits >> 16)
                    output[written + 1] = UInt8(truncatingIfNeeded: bits >> 8)
                    output[written + 2] = UInt8(truncatingIfNeeded: bits)
                    written += 3
                    sextets = 0
                }
            } else if value == padding {
                written = flush(bits, sextets, output, written)
                sextets = 0
            }
        }
        return flush(bits, sextets, output, written)
    }

    /// Writes the octets of a group of fewer than four sextets; one sextet alone is no octet.
    private static func flush(
        _ bits: UInt32, _ sextets: Int, _ output: UnsafeMutableBufferPointer<UInt8>, _ written: Int
    ) -> Int {
        switch sextets {
        case 2:
            output[written] = UInt8(truncatingIfNeeded: bits >> 4)
            return written + 1
        case 3:
            output[written] = UInt8(truncatingIfNeeded: bits >> 10)
            output[written + 1] = UInt8(truncatingIfNeeded: bits >> 2)
            return written + 2
        default: return written
        }
    }
}
