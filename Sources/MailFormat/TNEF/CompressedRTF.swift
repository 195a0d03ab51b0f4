/// The compressed RTF of `PidTagRtfCompressed` ([MS-OXRTFCP]).
enum CompressedRTF {
    private static let compressed: UInt32 = 0x7546_5A4C  // "LZFu"
    private static let uncompressed: UInt32 = 0x414C_454D  // "MELA"
    private static let dictionarySize = 4096

    /// What every dictionary begins with ([MS-OXRTFCP] §2.1.3.1).
    private static let preset = Array(
        ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
            + "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
            + "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)

    /// Nil for another format. Cut-off or damaged data gives what stands before the fault.
    static func decompress(_ bytes: ArraySlice<UInt8>, limits: MailLimits) -> [UInt8]? {
        var header = LittleEndianCursor(Array(bytes.prefix(16)), 0..<min(16, bytes.count))
        guard header.uint32() != nil, let rawSize = header.uint32(), let kind = header.uint32(),
            header.uint32() != nil
        else { return nil }
        let content = bytes.dropFirst(16)
        let maximum = min(Int(rawSize), limits.maximumRTFBytes)
        if kind == uncompressed { return Array(content.prefix(maximum)) }
        return kind == compressed ? inflate(content, maximum: maximum) : nil
    }

    private static func inflate(_ input: ArraySlice<UInt8>, maximum: Int) -> [UInt8] {
        var dictionary = preset + [UInt8](repeating: 0, count: dictionarySize - preset.count)
        var write = preset.count
        var output: [UInt8] = []
        output.reserveCapacity(min(maximum, input.count * 4))
        var place = input.startIndex
        func emit(_ byte: UInt8) {
            output.append(byte)
            dictionary[write] = byte
            write = (write + 1) % dictionarySize
        }
        while place < input.endIndex, output.count < maximum {
            let control = input[place]
            place += 1
            for bit in 0..<8 where output.count < maximum {
                if control & (1 << bit) == 0 {
                    guard place < input.endIndex else { return output }
                    emit(input[place])
                    place += 1
                    continue
                }
                guard place + 1 < input.endIndex else { return output }
                let reference = Int(input[place]) << 8 | Int(input[place + 1])
                place += 2
                let offset = reference >> 4
                if offset == write { return output }  // the end mark
                for step in 0..<(reference & 15) + 2 where output.count < maximum {
                    emit(dictionary[(offset + step) % dictionarySize])
                }
            }
        }
        return output
    }
}
