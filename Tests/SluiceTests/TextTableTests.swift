import Testing

@testable import sluice

private let widths: [(text: String, columns: Int)] = [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("한국", 4), ("\u{200D}", 0),
    ("😀", 2),
    ("👨‍👩‍👧", 2), ("❤️", 2),  // U+FE0F makes the heart an emoji
    ("🇩🇪", 2), ("ข้อ", 2), ("שָׁלוֹם", 4), ("\u{7}", 0), ("…", 1), ("─", 1),
]

struct TextTableTests {
    @Test("columns of a terminal, UAX #11", arguments: widths)
    func measures(_ text: String, _ columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test("columns align by display width")
    func aligns() {
        var table = TextTable("Name", "Leads>", "Stage")
        table.add("日本", "7", "Running")
        table.add("Ann", "1234", "Out of Office")
        #expect(
            table.text(columns: nil) == """
                Name  Leads  Stage
                ────  ─────  ─────────────
                日本      7  Running
                Ann    1234  Out of Office

                """)
    }

    @Test("a narrow terminal cuts the columns that may shrink, the widest first")
    func shrinks() {
        var table = TextTable("Subject~", "Kind")
        table.add(String(repeating: "x", count: 60), "reply")
        let lines = table.text(columns: 30).split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 30 })
        #expect(lines[2] == String(repeating: "x", count: 22) + "…  reply")
    }

    @Test("text of mail cannot drive the terminal")
    func isHarmless() {
        var table = TextTable("Subject", "Kind")
        table.add("a\u{1B}[2Jb\r\nc\u{202E}d\u{9B}", "x")
        #expect(table.rows[0][0] == "a[2Jb cd")
        #expect(PlainText.lines("a\u{1B}\nb\u{7}") == "a\nb")
    }

    @Test("a streaming table keeps the widths of its first rows")
    func streams() {
        var stream = StreamingTable(TextTable("N>", "Text~"), terminal: nil)
        var text = ""
        for number in 0..<300 { text += stream.add(["\(number)", "t"]) }
        text += stream.finish()
        let lines = text.split(separator: "\n")
        #expect(lines.count == 302)
        #expect(lines[2] == "  0  t" && lines[301] == "299  t")
    }
}
