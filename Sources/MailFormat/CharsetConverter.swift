import CIconv

/// An open iconv descriptor for one charset. It belongs to one call of one thread: descriptors keep shift states.
///
/// Sendable because `ConverterPool` hands each one to a single call, which begins in the initial shift state.
final class CharsetConverter: @unchecked Sendable {
    let charset: Charset
    private let descriptor: iconv_t

    /// Bytes of output asked for at a time.
    private static let maximumChunkBytes = 1 << 15
    /// Room for what a converter may write at the end, in bytes.
    private static let longestSequence = 16
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
        // ISO-2022-JP comes here as EUC-JP, see `JapaneseShifts`.
        case "ISO-2022-JP", "EUC-JP": ["EUC-JP-MS", "EUC-JP"]
        case "CP932": ["CP932", "SHIFT_JIS"]
        case "CP949": ["CP949", "EUC-KR"]
        case "BIG5-HKSCS": ["BIG5-HKSCS", "BIG5"]
        case "WINDOWS-874": ["CP874", "TIS-620"]
        case "IBM866": ["IBM866", "CP866"]
        case "MAC-CYRILLIC": ["MAC-CYRILLIC", "MACCYRILLIC"]
        default: [charset.name]
        }
    }

    static func utf16LittleEndian(_ bytes: ArraySlice<UInt8>) -> String {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map {
            UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// Each octet that fits no sequence becomes U+FFFD, and reading goes on after it.
    func text(_ bytes: [UInt8]) -> String {
        let input = charset == .iso2022JP ? JapaneseShifts.eucBytes(bytes) : bytes
        var output: [UInt8] = []
        output.reserveCapacity(input.count * 2)
        let chunkBytes = min(Self.maximumChunkBytes, input.count * 3 + Self.longestSequence)
        input.withUnsafeBufferPointer { buffer in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: chunkBytes) { chunk in
                convert(buffer, &output, through: chunk)
            }
        }
        return UTF8Text.repaired(output.span)
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
