/// Attributions behind which the quoted text goes on, on the same line: plain text of Yahoo, and of gateways.
///
/// `Pada Sel, 3 Mar 2026 pukul 10.12, Ann <ann@example> menulis: Kak Mia, …`
extension Attribution {
    /// The lines of the attribution that ends within line `last`; nil where none does.
    static func linesGoingOn(at last: Int, in text: TextLines) -> ClosedRange<Int>? {
        let content = text.bytes[text.lines[last].content]
        guard content.contains(UInt8(ascii: "@")), content.contains(UInt8(ascii: "<")) else { return nil }
        let line = text.folded(last)
        for colon in colons(in: line) {
            var head = line[..<colon]
            var first = last
            while head.count <= ReplyLimits.maximumAttributionBytes {
                if mayGoOn(head), AttributionWords.hasOpener(head) || beginsWithSender(head) {
                    return first...last
                }
                guard first > 0, last - first + 1 < ReplyLimits.maximumAttributionLines,
                    !text.lines[first - 1].isBlank, text.lines[first - 1].depth == text.lines[last].depth,
                    !endsSentence(text.folded(first - 1))
                else { break }
                first -= 1
                head = text.folded(first) + [0x20] + head
            }
        }
        return nil
    }

    /// Behind the first colons that follow an address and have text behind them.
    static func colons(in line: ArraySlice<UInt8>) -> [Int] {
        guard let at = line.firstIndex(of: UInt8(ascii: "@")) else { return [] }
        var places: [Int] = []
        var index = at + 1
        while index + 1 < line.endIndex, index - at <= ReplyLimits.maximumAttributionBytes, places.count < 4 {
            // Chinese has the wide colon, which is folded, and no blank behind it.
            if line[index] == UInt8(ascii: ":"),
                line[index + 1] == 0x20 || line[index + 1] >= 0x80 || line[index - 1] >= 0x80
            {
                places.append(index + 1)
            } else if line[index] == 0xEF, line[(index + 1)...].starts(with: [0xBC, 0x9A]),
                index + 3 < line.endIndex
            {
                places.append(index + 3)
            }
            index += 1
        }
        return places
    }

    /// Day, hour and an address in brackets, and either a word for writing or the address at the end. People tell of
    /// mails as well, but not with all of these.
    static func mayGoOn(_ head: ArraySlice<UInt8>) -> Bool {
        guard let open = head.firstIndex(of: UInt8(ascii: "<")) else { return false }
        let shape = Shape(head)
        guard shape.hasDate, shape.hasTime, Shape(head[open...]).hasAddress else { return false }
        if AttributionWords.hasVerb(head) { return true }
        return head.dropLast().last == UInt8(ascii: ">") && hasYear(head)
    }

    private static func hasYear(_ head: ArraySlice<UInt8>) -> Bool {
        head.split { $0 &- UInt8(ascii: "0") >= 10 }.contains {
            $0.count == 4 && ($0.first == UInt8(ascii: "1") || $0.first == UInt8(ascii: "2"))
        }
    }

    /// `Ann Reed <ann@example> ezt írta …`
    static func beginsWithSender(_ head: ArraySlice<UInt8>) -> Bool {
        guard let open = head.firstIndex(of: UInt8(ascii: "<")), open - head.startIndex <= 64 else {
            return false
        }
        let name = head[..<open]
        return FoldedWords.count(name) <= 5 && !name.contains { $0 &- UInt8(ascii: "0") < 10 }
    }
}
