/// ISO-2022-JP (RFC 1468) as EUC-JP: the shift sequences become high bits.
///
/// No shift is an error, so cut-off text loses nothing; and EUC-JP converters know the characters of NEC and
/// Microsoft that senders of ISO-2022-JP use.
enum JapaneseShifts {
    private enum Mode { case ascii, kanji, halfWidth, supplement }

    /// 7-bit text with one of these was made by a Japanese mail program.
    static func isShifted(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard Bytes.contains(ASCII.escape, bytes) else { return false }
        return bytes.indices.contains { bytes[$0] == ASCII.escape && mode(bytes, $0 + 1)?.mode == .kanji }
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
