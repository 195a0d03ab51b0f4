import COctets

/// The base64 transfer encoding (RFC 2045 §6.8).
enum Base64 {
    private static let padding: UInt8 = 64
    private static let none: UInt8 = 255
    /// In an entry of `groups`: the octet is outside the alphabet.
    private static let invalid: UInt32 = 1 << 24

    private static let hasVectors = sluice_has_avx2() != 0

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

    /// Four tables of 256: what an octet at the first, second … place of a group adds to the three octets of output,
    /// the first of which stands in the low bits.
    private static let groups: [UInt32] = {
        var groups = [UInt32](repeating: invalid, count: 1024)
        for (octet, sextet) in table.enumerated() where sextet < padding {
            let bits = UInt32(sextet)
            groups[octet] = bits << 2
            groups[256 + octet] = bits >> 4 | (bits & 15) << 12
            groups[512 + octet] = (bits >> 2) << 8 | (bits & 3) << 22
            groups[768 + octet] = bits << 16
        }
        return groups
    }()

    /// Octets outside the alphabet are skipped, as RFC 2045 says.
    ///
    /// Lenient: padding inside the text ends one group and another may follow (encoders that joined pieces); missing
    /// padding loses nothing (cut-off mail).
    static func decode(_ text: Span<UInt8>) -> [UInt8] {
        // What is written at once reaches up to eight octets behind what counts.
        [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 16) { output, count in
            guard let base = output.baseAddress else { return }
            count = text.withUnsafeBytes { text in
                table.withUnsafeBufferPointer { table in
                    groups.withUnsafeBufferPointer { groups in
                        guard let table = table.baseAddress, let groups = groups.baseAddress else { return 0 }
                        return decode(text, table, groups, into: UnsafeMutableRawPointer(base))
                    }
                }
            }
        }
    }

    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] { decode(text.span) }

    /// Each index into `table` and each quarter of `groups` is an octet; each three octets of output come from four
    /// of `text`, so the output fits; padding writes no more than the sextets read since the last group.
    private static func decode(
        _ text: UnsafeRawBufferPointer, _ table: UnsafePointer<UInt8>, _ groups: UnsafePointer<UInt32>,
        into output: UnsafeMutableRawPointer
    ) -> Int {
        var bits: UInt32 = 0
        var sextets = 0
        var written = 0
        var place = 0
        while place < text.count {
            if sextets == 0 {
                let start = place
                let count = decodeGroups(text, place, groups, into: output + written)
                place += count * 4
                written += count * 3
                while place < text.count, text[place] == ASCII.carriageReturn || text[place] == ASCII.lineFeed
                {
                    place += 1
                }
                if place > start { continue }
            }
            let value = table[Int(text[place])]
            place += 1
            if value < padding {
                bits = bits << 6 | UInt32(value)
                sextets += 1
                guard sextets == 4 else { continue }
                output.storeBytes(
                    of: UInt8(truncatingIfNeeded: bits >> 16), toByteOffset: written, as: UInt8.self)
                output.storeBytes(
                    of: UInt8(truncatingIfNeeded: bits >> 8), toByteOffset: written + 1, as: UInt8.self)
                output.storeBytes(
                    of: UInt8(truncatingIfNeeded: bits), toByteOffset: written + 2, as: UInt8.self)
                written += 3
                sextets = 0
            } else if value == padding {
                written = flush(bits, sextets, output, written)
                sextets = 0
            }
        }
        return flush(bits, sextets, output, written)
    }

    /// Decodes groups of four octets of the alphabet from `start` on; returns how many.
    @inline(__always)
    private static func decodeGroups(
        _ text: UnsafeRawBufferPointer, _ start: Int, _ groups: UnsafePointer<UInt32>,
        into output: UnsafeMutableRawPointer
    ) -> Int {
        @inline(__always)
        func group(_ word: UInt32) -> UInt32 {
            groups[Int(word & 0xFF)] | groups[256 + Int(word >> 8 & 0xFF)]
                | groups[512 + Int(word >> 16 & 0xFF)]
                | groups[768 + Int(word >> 24)]
        }
        @inline(__always)
        func word(_ place: Int) -> UInt32 {
            UInt32(littleEndian: text.loadUnaligned(fromByteOffset: place, as: UInt32.self))
        }
        @inline(__always)
        func store(_ octets: UInt32, _ offset: Int) {
            output.storeBytes(of: octets.littleEndian, toByteOffset: offset, as: UInt32.self)
        }
        var place = start
        var written = 0
        if hasVectors, let base = text.baseAddress {
            let octets = output.assumingMemoryBound(to: UInt8.self)
            place += sluice_base64_avx2(
                base.assumingMemoryBound(to: UInt8.self) + start, text.count - start, octets)
            written = (place - start) / 4 * 3
        }
        while place + 16 <= text.count {
            let first = group(word(place)), second = group(word(place + 4))
            let third = group(word(place + 8)), fourth = group(word(place + 12))
            guard (first | second) | (third | fourth) < invalid else { break }
            store(first, written)
            store(second, written + 3)
            store(third, written + 6)
            store(fourth, written + 9)
            place += 16
            written += 12
        }
        while place + 4 <= text.count {
            let next = group(word(place))
            guard next < invalid else { break }
            store(next, written)
            place += 4
            written += 3
        }
        return (place - start) / 4
    }

    /// Writes the octets of a group of fewer than four sextets; one sextet alone is no octet.
    private static func flush(
        _ bits: UInt32, _ sextets: Int, _ output: UnsafeMutableRawPointer, _ written: Int
    ) -> Int {
        switch sextets {
        case 2:
            output.storeBytes(of: UInt8(truncatingIfNeeded: bits >> 4), toByteOffset: written, as: UInt8.self)
            return written + 1
        case 3:
            output.storeBytes(
                of: UInt8(truncatingIfNeeded: bits >> 10), toByteOffset: written, as: UInt8.self)
            output.storeBytes(
                of: UInt8(truncatingIfNeeded: bits >> 2), toByteOffset: written + 1, as: UInt8.self)
            return written + 2
        default: return written
        }
    }
}
