/// `From: / Sent: / To: / Subject:` above a quoted message, as Outlook and most forwards write it.
enum HeaderBlock {
    /// The lines of a header block that begins at line `first`; nil where none does.
    static func lines(startingAt first: Int, in text: TextLines) -> ClosedRange<Int>? {
        guard let start = text.label(first) else { return nil }
        if let labels = inOneLine(text.folded(first)), labels.count >= 3, labels.contains(.from) {
            return first...first
        }
        var seen: HeaderLabels.Labels = [start]
        var last = first
        var index = first + 1
        var unlabelled = 0
        while index < text.lines.count, index - first < 80 {
            if text.lines[index].isBlank {
                // Rendered HTML and Notes have empty lines between two fields.
                guard let next = text.nextContent(after: index), next - index <= 4,
                    text.label(next) != nil
                else { break }
                index = next
                continue
            }
            if let found = text.label(index) {
                if seen.contains(found), found != .other, found != .copy, seen.count >= 3 { break }
                seen.insert(found)
                last = index
                unlabelled = 0
            } else {
                // A folded list of recipients; `Sent: Monday` and the hour on the next line.
                unlabelled += 1
                if unlabelled > 3, !isList(index, in: text) { break }
                if seen.contains(.subject) { break }
            }
            index += 1
        }
        let found = first...last
        guard isBlock(seen, start: start) || isSenderAndDate(found, seen, start, text) else { return nil }
        if !seen.contains(.date), isAnnounced(found, in: text) { return nil }
        return seen.contains(.subject) || !seen.contains(.date) || hasDay(found, in: text) ? found : nil
    }

    /// `Please fill them in like this:` above a header without a date is about a header; every program writes the date.
    private static func isAnnounced(_ lines: ClosedRange<Int>, in text: TextLines) -> Bool {
        guard let above = text.previousContent(before: lines.lowerBound), text.lines[above].depth == 0,
            text.label(above) == nil, text.folded(above).hasSuffix(":"),
            Separators.kind(text.folded(above)) == nil
        else { return false }
        return !lines.contains { Attribution.Shape(text.folded($0)).hasDate }
    }

    /// Without a subject, the label of a date has one behind it or on the next line: `From: Hamburg`, `To: Oslo`,
    /// `Date: every Monday` is an order. What is not in ASCII may have digits of its own.
    private static func hasDay(_ lines: ClosedRange<Int>, in text: TextLines) -> Bool {
        lines.contains { index in
            guard text.label(index) == .date else { return false }
            return text.folded(index).contains { $0 &- UInt8(ascii: "0") < 10 || $0 >= 0x80 }
                || index + 1 < text.lines.count && Attribution.Shape(text.folded(index + 1)).hasDate
        }
    }

    /// A line of a long list of recipients.
    private static func isList(_ index: Int, in text: TextLines) -> Bool {
        let line = text.bytes[text.lines[index].content]
        return line.last == UInt8(ascii: ",") || line.last == UInt8(ascii: ";")
            || line.contains(UInt8(ascii: "@"))
    }

    /// `From: ann@example` and `Date: Wed, 16 May 2012 00:15:02 -0600` in a paragraph of their own: two labels are enough
    /// with such contents.
    private static func isSenderAndDate(
        _ lines: ClosedRange<Int>, _ seen: HeaderLabels.Labels, _ start: HeaderLabels.Label,
        _ text: TextLines
    ) -> Bool {
        guard seen == [.from, .date], start == .from, lines.count == 2,
            lines.lowerBound > 0, text.lines[lines.lowerBound - 1].isBlank
        else { return false }
        let date = Attribution.Shape(text.folded(lines.upperBound))
        return Attribution.Shape(text.folded(lines.lowerBound)).hasAddress && date.hasDate && date.hasTime
    }

    private static func isBlock(_ seen: HeaderLabels.Labels, start: HeaderLabels.Label) -> Bool {
        var known = seen
        known.remove(.other)
        if known.contains(.from) {
            return known.count >= 3 || (known.contains(.subject) && known.contains(.date))
        }
        // Notes: name and date stand above, without labels.
        return known.contains(.to) && known.contains(.subject) && known.count >= 3
    }

    /// The label at the start of a line: `*From:* Ann`, `Von: Ann`, `发件人：Ann`.
    static func label(_ line: ArraySlice<UInt8>) -> HeaderLabels.Label? {
        let isCell = line.first == UInt8(ascii: "|")
        var name = isCell ? line.prefix(64).dropFirst() : line.prefix(64)
        // `| From | Ann |`: NetEase writes the header as a table.
        guard let end = colon(name) ?? (isCell ? name.firstIndex(of: UInt8(ascii: "|")) : nil) else {
            return nil
        }
        name = name[..<end]
        guard !name.isEmpty, name.count <= 48 else { return nil }
        while let first = name.first, marks.contains(first) { name = name.dropFirst() }
        while let last = name.last, marks.contains(last) { name = name.dropLast() }
        return HeaderLabels.label(folding: name)
    }

    /// The first colon; where there is none, the first wide one: `：`.
    private static func colon(_ bytes: ArraySlice<UInt8>) -> Int? {
        let place = bytes.withUnsafeBufferPointer { bytes in
            let plain = ByteSearch.first(UInt8(ascii: ":"), in: bytes, from: 0)
            if plain < bytes.count { return plain }
            var wide = ByteSearch.first(0xEF, in: bytes, from: 0)
            while wide + 2 < bytes.count, bytes[wide + 1] != 0xBC || bytes[wide + 2] != 0x9A {
                wide = ByteSearch.first(0xEF, in: bytes, from: wide + 1)
            }
            return wide + 2 < bytes.count ? wide : bytes.count
        }
        return place < bytes.count ? bytes.startIndex + place : nil
    }

    /// What programs put around a label, such as `*From:*`.
    private static let marks = ByteSet("*_| \t")

    /// The labels of a header that lost its line ends: `From: Ann Sent: Monday To: Bob Subject: Hello`.
    private static func inOneLine(_ folded: ArraySlice<UInt8>) -> HeaderLabels.Labels? {
        guard folded.count <= 1_000 else { return nil }
        var seen: HeaderLabels.Labels = []
        var count = 0
        for word in folded.split(separator: 0x20) where word.last == UInt8(ascii: ":") {
            let name = word.drop { $0 == UInt8(ascii: "*") }.dropLast()
            if let label = HeaderLabels.label(name) {
                seen.insert(label)
                count += 1
            }
        }
        return count >= 3 ? seen : nil
    }
}
