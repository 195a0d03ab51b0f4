/// Text of a message made fit for a terminal: what came by mail must not move the cursor, ring, or turn the line.
enum PlainText {
    /// One line: white space and line ends become single blanks; control characters and direction overrides go.
    static func line(_ text: some StringProtocol) -> String {
        if text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) { return String(text) }
        var kept = String.UnicodeScalarView()
        var pendingBlank = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                pendingBlank = !kept.isEmpty
            } else if !isHarmful(scalar) {
                if pendingBlank { kept.append(" ") }
                pendingBlank = false
                kept.append(scalar)
            }
        }
        return String(kept)
    }

    /// Several lines: line feeds and tabs stay.
    static func lines(_ text: some StringProtocol) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || !isHarmful($0) }))
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00..<0x20, 0x7F..<0xA0: true
        // Bidirectional controls (UAX #9), then separators and the byte order mark.
        case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        case 0x2028...0x2029, 0xFEFF: true
        default: false
        }
    }
}
