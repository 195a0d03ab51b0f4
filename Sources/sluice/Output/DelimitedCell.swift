/// A cell of a CSV file (RFC 4180).
enum DelimitedCell {
    /// For people: a text that a spreadsheet would run as a formula gets an apostrophe in front.
    static func quoted(_ text: String) -> String {
        if let first = text.first, "=+-@\t\r".contains(first) { return asIs("'" + text) }
        return asIs(text)
    }

    /// For programs: exactly this text.
    static func asIs(_ text: String) -> String {
        guard text.contains(where: { ",\"\n\r;\t".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
