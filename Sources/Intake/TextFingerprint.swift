import MailFormat

/// Short names of lines, so that our own text can be known again where somebody quotes it without a reference.
///
/// Not a proof: level 6 of matching only proposes.
public enum TextFingerprint {
    /// Bytes of letters and digits; a shorter line ("Best regards") says nothing about who wrote it.
    public static let minimumLetters = 24
    /// Lines of one message that are looked at.
    public static let maximumLines = 400
    /// Octets of a body part as transferred that are looked at.
    static let maximumBytes = 256 * 1024

    /// Of each long line of `text`, in order.
    public static func lines(of text: String) -> [String] {
        fingerprints(Array(text.utf8)) { _ in true }
    }

    /// Of the lines that stand behind a quote mark in the first text part.
    static func quoted(in message: Message) -> [String] {
        guard let part = message.firstTextPart else { return [] }
        return fingerprints(Array(message.text(of: part, first: maximumBytes).utf8)) {
            $0 == UInt8(ascii: ">")
        }
    }

    private static func fingerprints(_ text: [UInt8], where takesLine: (UInt8) -> Bool) -> [String] {
        var found: [String] = []
        for line in text.split(separator: 10, maxSplits: maximumLines).prefix(maximumLines) {
            guard let first = line.first, takesLine(first), let name = fingerprint(line) else { continue }
            found.append(name)
        }
        return found
    }

    /// FNV-1a, 64 bits, over the letters and digits of ASCII in lower case and every byte of other characters: line
    /// breaks, quote marks and punctuation of a quoting program do not count.
    private static func fingerprint(_ line: ArraySlice<UInt8>) -> String? {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var letters = 0
        for byte in line {
            let lower = byte >= 65 && byte <= 90 ? byte | 32 : byte
            guard lower >= 128 || (lower >= 97 && lower <= 122) || (lower >= 48 && lower <= 57) else {
                continue
            }
            letters += 1
            hash = (hash ^ UInt64(lower)) &* 0x100_0000_01b3
        }
        return letters < minimumLetters ? nil : String(hash, radix: 16)
    }
}
