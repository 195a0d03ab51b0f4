import CIconv

/// An open iconv descriptor for one charset. It belongs to one call of one thread: descriptors keep shift states.
final class CharsetConverter {
    let charset: Charset
    private let descriptor: iconv_t

    /// Bytes of output asked for at a time.
    private static let chunkBytes = 1 << 15
    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]  // U+FFFD

    /// Nil when this system has no converter for the charset.
    init?(_ charset: Charset) {
        for name in Self.names(of: charset) {
            if let opened = sluice_iconv_open("UTF-8", name) {
                self.charset = charset
                descriptor = opened
                return
            }
        }
        return nil
    }

    deinit { iconv_close(descriptor) }

    static func isKnown(_ name: String) -> Bool {
        guard let opened = sluice_iconv_open("UTF-8", name) else { return false }
        iconv_close(opened)
        return true
    }

    /// First the superset that senders mean, where this iconv has it.
    private static func names(of charset: Charset) -> [String] {
        switch charset.name {
        case "ISO-2022-JP", "EUC-JP": ["EUC-JP-MS", "EUC-JP"]  // the first is read as the second, see `JapaneseShifts`
        case "CP932": ["CP932", "SHIFT_JIS"]
        case "CP949": ["CP949", "EUC-KR"]
        case "BIG5-HKSCS": ["BIG5-HKSCS", "BIG5"]
        case "WINDOWS-874": ["CP874", "TIS-620"]
        case "IBM866": ["IBM866", "CP866"]
        case "MAC-CYRILLIC": ["MAC-CYRILLIC", "MACCYRILLIC"]
        default: [charset.name]
        }
    }

    /// Each octet that fits no sequence becomes U+FFFD, and reading goes on after it.
    func text(_ bytes: [UInt8]) -> String {
        let input = charset == .iso2022JP ? JapaneseShifts.eucBytes(bytes) : bytes
        var output: [UInt8] = []
        output.reserveCapacity(input.count * 2)
        var chunk = [CChar](repeating: 0, count: Self.chunkBytes)
        input.withUnsafeBufferPointer { buffer in
            chunk.withUnsafeMutableBufferPointer { chunk in convert(buffer, &output, through: chunk) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func convert(
        _ input: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8],
        through chunk: UnsafeMutableBufferPointer<CChar>
    ) {
        iconv(descriptor, nil, nil, nil, nil)
        guard let base = input.baseAddress, let chunkBase = chunk.baseAddress else { return }
        base.withMemoryRebound(to: CChar.self, capacity: input.count) { start in
            var next: UnsafePointer<CChar>? = start
            var left = input.count
            while true {
                var free: UnsafeMutablePointer<CChar>? = chunkBase
                var room = chunk.count
                let isFlush = left == 0
                let result =
                    isFlush
                    ? sluice_iconv(descriptor, nil, nil, &free, &room)
                    : sluice_iconv(descriptor, &next, &left, &free, &room)
                output += UnsafeRawBufferPointer(start: chunkBase, count: chunk.count - room)
                if isFlush { return }
                switch result {
                case sluice_iconv_invalid_sequence:
                    output += Self.replacement
                    next = next?.advanced(by: 1)
                    left -= 1
                case sluice_iconv_incomplete_sequence:
                    output += Self.replacement
                    left = 0
                default: break
                }
            }
        }
    }
}

/// ISO-2022-JP (RFC 1468) as EUC-JP: the shift sequences become high bits.
///
/// No shift is an error, so cut-off text loses nothing; and EUC-JP converters know the characters of NEC and
/// Microsoft that senders of ISO-2022-JP use.
enum JapaneseShifts {
    private enum Mode { case ascii, kanji, halfWidth, supplement }

    /// 7-bit text with one of these was made by a Japanese mail program.
    static func isShifted(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while let escape = rest.firstIndex(of: ASCII.escape) {
            if mode(bytes, escape + 1)?.mode == .kanji { return true }
            rest = rest[(escape + 1)...]
        }
        return false
    }

    /// What the escape sequence after `start` shifts to, and its length without the escape.
    private static func mode(_ bytes: ArraySlice<UInt8>, _ start: Int) -> (mode: Mode, count: Int)? {
        guard start + 1 < bytes.endIndex else { return nil }
        switch (bytes[start], bytes[start + 1]) {
        case (0x24, 0x40), (0x24, 0x42): return (.kanji, 2)  // $@ $B
        case (0x28, 0x42), (0x28, 0x4A), (0x28, 0x48): return (.ascii, 2)  // (B (J (H
        case (0x28, 0x49): return (.halfWidth, 2)  // (I
        case (0x24, 0x28) where start + 2 < bytes.endIndex && bytes[start + 2] == 0x44:  // $(D
            return (.supplement, 3)
        default: return nil
        }
    }

    static func eucBytes(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var current = Mode.ascii
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == ASCII.escape, let shift = mode(bytes[...], place + 1) {
                current = shift.mode
                place += 1 + shift.count
                continue
            }
            if byte == ASCII.lineFeed || byte == ASCII.carriageReturn { current = .ascii }
            let isGraphic = byte > 32 && byte < 127
            let isPair =
                (current == .kanji || current == .supplement) && isGraphic && place + 1 < bytes.count
                && bytes[place + 1] > 32 && bytes[place + 1] < 127
            if isPair {
                if current == .supplement { output.append(0x8F) }
                output.append(byte | 0x80)
                output.append(bytes[place + 1] | 0x80)
                place += 2
                continue
            }
            if current == .halfWidth, isGraphic { output.append(0x8E) }
            output.append(current == .halfWidth && isGraphic ? byte | 0x80 : byte)
            place += 1
        }
        return output
    }
}
