/// `text/plain; format=flowed` (RFC 3676).
public enum FlowedText {
    /// `text` with its flowed lines joined into paragraphs. Line ends are LF, or CRLF; those of the result are LF.
    ///
    /// A paragraph keeps its quote marks, one run of `>` and a space. `deletesSpace` is the parameter `DelSp=yes`:
    /// the space at which a line was broken is not part of the text.
    public static func unflowed(_ text: String, deletesSpace: Bool) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        var openDepth: Int?  // quote depth of a paragraph that flows on
        let lines = Array(text.utf8).split(separator: ASCII.lineFeed, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let line = FlowedLine(line)
            if let depth = openDepth {
                // RFC 3676 §4.3, §4.5: a signature separator or another depth ends the paragraph all the same.
                if depth != line.depth || line.isSignatureSeparator {
                    if !deletesSpace { dropLastSpace(&result) }
                    result.append(ASCII.lineFeed)
                    appendMarks(line.depth, to: &result)
                }
            } else {
                appendMarks(line.depth, to: &result)
            }
            let isLast = index == lines.count - 1
            let flows = line.flows && !isLast
            result += flows && deletesSpace ? line.text.dropLast() : line.text
            openDepth = flows ? line.depth : nil
            if !flows, !isLast { result.append(ASCII.lineFeed) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func appendMarks(_ depth: Int, to result: inout [UInt8]) {
        guard depth > 0 else { return }
        result += repeatElement(ASCII.greater, count: depth)
        result.append(ASCII.space)
    }

    private static func dropLastSpace(_ result: inout [UInt8]) {
        if result.last == ASCII.space { result.removeLast() }
    }
}

/// One line of flowed text, without its quote marks and without the stuffed space (RFC 3676 §4.4).
private struct FlowedLine {
    let depth: Int
    let text: ArraySlice<UInt8>

    init(_ line: ArraySlice<UInt8>) {
        var line = line
        if line.last == ASCII.carriageReturn { line = line.dropLast() }
        let marks = line.prefix { $0 == ASCII.greater }
        depth = marks.count
        line = line.dropFirst(marks.count)
        text = line.first == ASCII.space ? line.dropFirst() : line
    }

    var isSignatureSeparator: Bool { text.elementsEqual([ASCII.hyphen, ASCII.hyphen, ASCII.space]) }
    var flows: Bool { text.last == ASCII.space && !isSignatureSeparator }
}
