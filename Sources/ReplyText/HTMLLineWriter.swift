/// Writes the visible text of HTML as lines, and remembers where its containers began and ended.
///
/// The open elements are a list of our own, so depth costs memory and no stack.
struct HTMLLineWriter {
    private struct Open {
        let name: String
        let kind: HTMLElement
        let role: HTMLContainers.Role
        /// Bytes written when it began.
        let start: Int
        let isPreformatted: Bool
        let isTight: Bool
        /// Of a loose quote: where its first blockquote began.
        var firstQuote: Int?
    }

    private(set) var out: [UInt8] = []
    private(set) var quoted: [Range<Int>] = []
    private(set) var setOff: [RenderedHTML.Passage] = []
    private(set) var quotedInSetOff: [Range<Int>] = []
    private(set) var signature: [Range<Int>] = []
    private(set) var restQuotedFrom: Int?
    private var open: [Open] = []
    private var hiddenDepth = 0
    private var quoteDepth = 0
    private var preformattedDepth = 0
    private var looseQuotes: [Int] = []
    /// Line ends that are due before the next visible byte.
    private var dueLines = 0
    private var dueSpace = false

    var depth: Int { open.count }

    mutating func start(_ name: String, _ attributes: HTMLAttributes) {
        let kind = HTMLElement(name)
        let role = HTMLContainers.role(of: name, kind, attributes)
        if name == "br" {
            if hiddenDepth == 0 { breakLine() }
            return
        }
        if name == "td" || name == "th" { dueSpace = dueSpace || !out.isEmpty }
        // Outlook's paragraphs are lines.
        let isTight = attributes.classes.contains { $0.hasPrefix("mso") || $0.hasPrefix("x_mso") }
        if kind.contains(.block), hiddenDepth == 0 {
            endLine(isTight || !kind.contains(.paragraph) ? 1 : 2)
        }
        guard !kind.contains(.empty) else {
            if case .restQuoted = role { restQuotedFrom = restQuotedFrom ?? out.count }
            return
        }
        let isPreformatted = name == "pre" || attributes.style.contains(.preformatted)
        open.append(
            Open(
                name: name, kind: kind, role: role, start: out.count, isPreformatted: isPreformatted,
                isTight: isTight))
        enter(role, isPreformatted: isPreformatted)
    }

    private mutating func enter(_ role: HTMLContainers.Role, isPreformatted: Bool) {
        if isPreformatted { preformattedDepth += 1 }
        switch role {
        case .plain, .signature: break
        case .hidden: hiddenDepth += 1
        case .quote, .blockquote, .passage:
            quoteDepth += 1
            if quoteDepth == 1, let loose = looseQuotes.last, open[loose].firstQuote == nil,
                open[open.count - 1].name == "blockquote"
            {
                open[loose].firstQuote = out.count
            }
        case .looseQuote: looseQuotes.append(open.count - 1)
        case .restQuoted: restQuotedFrom = restQuotedFrom ?? out.count
        }
    }

    mutating func end(_ name: String) {
        // libxml2 closes what is open in order; a name that is not near the top was never opened by us.
        var steps = 0
        while let top = open.last, top.name != name {
            guard steps < 8, open.dropLast().suffix(8 - steps).contains(where: { $0.name == name }) else {
                return
            }
            close()
            steps += 1
        }
        if open.last?.name == name { close() }
    }

    mutating func finish() {
        while !open.isEmpty { close() }
        while let last = out.last, last <= 0x20 { out.removeLast() }
        quoted = HTMLLineWriter.clipped(quoted, to: out.count)
        setOff = setOff.map {
            .init(range: $0.range.clamped(to: 0..<out.count), isByButton: $0.isByButton)
        }
        quotedInSetOff = HTMLLineWriter.clipped(quotedInSetOff, to: out.count)
        signature = HTMLLineWriter.clipped(signature, to: out.count)
    }

    private mutating func close() {
        guard let element = open.popLast() else { return }
        if element.isPreformatted { preformattedDepth -= 1 }
        switch element.role {
        case .plain, .restQuoted: break
        case .hidden: hiddenDepth -= 1
        case .quote, .blockquote, .passage:
            quoteDepth -= 1
            guard out.count > element.start else { break }
            closeQuote(element)
        case .looseQuote:
            looseQuotes.removeLast()
            closeLoose(element)
        case .signature:
            if out.count > element.start { signature.append(element.start..<out.count) }
        }
        if element.kind.contains(.block), hiddenDepth == 0 {
            endLine(!element.isTight && (element.name == "p" || element.name == "blockquote") ? 2 : 1)
        }
    }

    private mutating func closeQuote(_ element: Open) {
        let range = element.start..<out.count
        if quoteDepth > 0 {
            if quoteDepth == 1 { quotedInSetOff.append(range) }
            return
        }
        switch element.role {
        case .blockquote where looseQuotes.isEmpty: setOff.append(.init(range: range, isByButton: false))
        case .passage where looseQuotes.isEmpty: setOff.append(.init(range: range, isByButton: true))
        default: quoted.append(range)
        }
    }

    /// Gmail puts `On … wrote:` and the blockquote into one container, and answers between quotes as well.
    private mutating func closeLoose(_ element: Open) {
        guard quoteDepth == 0, looseQuotes.isEmpty, out.count > element.start else { return }
        let end = element.firstQuote ?? out.count
        guard end > element.start else { return }
        // The attribution may be marked already, inside.
        quoted.removeAll { $0.lowerBound >= element.start && $0.upperBound <= end }
        quoted.append(element.start..<end)
        quoted.sort { $0.lowerBound < $1.lowerBound }
    }

    mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard hiddenDepth == 0 else { return }
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x20 {
                blank(byte)
                index += 1
                continue
            }
            // U+00A0: a blank that Outlook puts into empty paragraphs.
            if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xA0 {
                if dueLines == 0, !out.isEmpty { dueSpace = true }
                index += 2
                if dueLines > 0 || out.isEmpty { nonBreaking = true }
                continue
            }
            flush()
            var end = index + 1
            while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0xC2 { end += 1 }
            out.append(contentsOf: bytes[index..<end])
            index = end
        }
    }

    /// A no-break space was all of a line so far: the line counts as an empty one when the next begins.
    private var nonBreaking = false

    private mutating func blank(_ byte: UInt8) {
        if preformattedDepth > 0, byte == UInt8(ascii: "\n") {
            breakLine()
        } else {
            dueSpace = true
        }
    }

    private mutating func flush() {
        if dueLines > 0 {
            if !out.isEmpty {
                out.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: min(dueLines, 2)))
            }
            dueLines = 0
            dueSpace = false
        }
        if dueSpace {
            if let last = out.last, last != 0x20, last != UInt8(ascii: "\n") { out.append(0x20) }
            dueSpace = false
        }
        nonBreaking = false
    }

    /// `<br>`: one line end more.
    private mutating func breakLine() {
        dueLines += 1
        dueSpace = false
    }

    /// The end of a block: at least so many line ends before what follows.
    private mutating func endLine(_ count: Int) {
        if nonBreaking {
            dueLines = max(dueLines, 2)
            nonBreaking = false
        }
        dueLines = max(dueLines, count)
        dueSpace = false
    }

    private static func clipped(_ ranges: [Range<Int>], to count: Int) -> [Range<Int>] {
        var out: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let range = range.clamped(to: 0..<count)
            guard !range.isEmpty else { continue }
            if let last = out.last, last.upperBound > range.lowerBound {
                out[out.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                out.append(range)
            }
        }
        return out
    }
}
