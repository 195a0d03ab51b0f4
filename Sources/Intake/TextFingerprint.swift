import MailFormat

/// Short names of lines, so that our own text can be known again where somebody quotes it without a reference.
///
/// Not a proof: level 6 of matching only proposes.
public enum TextFingerprint {
    /// Letters and digits; a shorter line ("Best regards") says nothing about who wrote it.
    public static let minimumLetters = 24
    /// Lines of one message that are looked at.
    public static let maximumLines = 400

    /// Of each long line of `text`, in order.
    public static func lines(of text: some StringProtocol) -> [String] {
        text.split(maxSplits: maximumLines, whereSeparator: \.isNewline).prefix(maximumLines).compactMap {
            fingerprint($0.drop { ">| \t".contains($0) })
        }
    }

    /// Of the lines that stand behind a quote mark in the first text part.
    static func quoted(in message: Message) -> [String] {
        guard let part = message.firstTextPart else { return [] }
        let quotes = message.text(of: part).split(maxSplits: maximumLines, whereSeparator: \.isNewline)
            .prefix(maximumLines).filter { $0.first == ">" }
        return quotes.compactMap { fingerprint($0.drop { ">| \t".contains($0) }) }
    }

    /// FNV-1a, 64 bits, over letters and digits in lower case: line breaks and punctuation of a quoting program do
    /// not count.
    private static func fingerprint(_ line: some StringProtocol) -> String? {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var letters = 0
        for scalar in line.lowercased().unicodeScalars where scalar.properties.isAlphabetic || isDigit(scalar)
        {
            letters += 1
            hash = (hash ^ UInt64(scalar.value)) &* 0x100_0000_01b3
        }
        return letters < minimumLetters ? nil : String(hash, radix: 16)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }
}
