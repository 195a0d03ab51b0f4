/// `text/plain; format=flowed` (RFC 3676).
public enum FlowedText {
    /// `text` with its flowed lines joined into paragraphs. Line ends are LF, or CRLF; those of the result are LF.
    ///
    /// A paragraph keeps its quote marks, one run of `>` and a space. `deletesSpace` is the parameter `DelSp=yes`:
    /// the space at which a line was broken is not part of the text.
    public static func unflowed(_ text: String, deletesSpace: Bool) -> String {
        let bytes = text.utf8.span
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var openDepth: Int?  // quote depth of a paragraph that flows on
        var start = 0
        while true {
            let end = Bytes.first(ASCII.lineFeed, in: bytes, start..<bytes.count) ?? bytes.count
            let line = FlowedLine(bytes, start..<end)
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
            let isLast = end == bytes.count
            let flows = line.flows && !isLast
            let kept = flows && deletesSpace ? line.text.dropLast() : line.text
            bytes.extracting(kept).withUnsafeBufferPointer { result.append(contentsOf: $0) }
            openDepth = flows ? line.depth : nil
            if isLast { break }
            if !flows { result.append(ASCII.lineFeed) }
            start = end + 1
        }
        return UTF8Text.repaired(result.span)
    }

    private static func appendMarks(_ depth: Int, to result: inout [UInt8]) {
        guard depth > 0 else { return }
        for _ in 0..<depth { result.append(ASCII.greater) }
        result.append(ASCII.space)
    }

    private static func dropLastSpace(_ result: inout [UInt8]) {
        if result.last == ASCII.space { result.removeLast() }
    }
}

/// One line of flowed text, without its quote marks and without the stuffed space (RFC 3676 §4.4).
private struct FlowedLine {
    let depth: Int
    /// Where its text stands.
    let text: Range<Int>
    /// The space at its end is that of `-- `, not one that flows (RFC 3676 §4.3).
    let isSignatureSeparator: Bool
    let flows: Bool

    init(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        var start = line.lowerBound
        var end = line.upperBound
        if start < end, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
        while start < end, bytes[start] == ASCII.greater { start += 1 }
        depth = start - line.lowerBound
        if start < end, bytes[start] == ASCII.space { start += 1 }
        text = start..<end
        let endsInSpace = start < end && bytes[end - 1] == ASCII.space
        isSignatureSeparator =
            endsInSpace && end - start == 3 && bytes[start] == ASCII.hyphen
            && bytes[start + 1] == ASCII.hyphen
        flows = endsInSpace && !isSignatureSeparator
    }
}
