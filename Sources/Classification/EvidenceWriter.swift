import DeliveryReports

/// Turns findings into evidence with spans in the texts that a reader sees.
struct EvidenceWriter {
    let index: TextIndex
    let facts: MessageFacts
    /// The visible reply is part of the verdict, so that offsets may point into it.
    let showsReply: Bool

    /// Pieces of evidence a verdict carries; the weightiest.
    static let maximumEvidence = 24

    func evidence(_ matches: [RuleRun.Match]) -> [Evidence] {
        var found: [Evidence] = []
        for match in matches {
            let pieces =
                match.findings.isEmpty
                ? [bare(match.rule)] : match.findings.prefix(3).map { write($0, match.rule) }
            for piece in pieces where !found.contains(piece) { found.append(piece) }
        }
        found.sort {
            ($1.weight, $0.rule, $0.field, $0.start) < ($0.weight, $1.rule, $1.field, $1.start)
        }
        return Array(found.prefix(Self.maximumEvidence))
    }

    private func bare(_ rule: Rule) -> Evidence {
        Evidence(rule: rule.id, field: "structure", start: 0, length: 0, text: "", weight: rule.weight)
    }

    func write(_ finding: Finding, _ rule: Rule) -> Evidence {
        switch finding {
        case .hit(let hit):
            return write(hit.range, segment: hit.segment, rule: rule.id, weight: rule.weight)
        case .header(let name, let value):
            let text = value.drop(while: \.isWhitespace)
            let start = value.utf8.count - text.utf8.count
            return Evidence(
                rule: rule.id, field: "header:\(name)", start: start, length: text.utf8.count,
                text: String(text),
                weight: rule.weight)
        case .structure(let structure):
            return Evidence(
                rule: rule.id, field: "structure", start: 0, length: 0, text: structure.rawValue,
                weight: rule.weight)
        }
    }

    func write(_ folded: Range<Int>, segment: Int, rule: String, weight: Double) -> Evidence {
        let place = index.segments[segment]
        let source = index.sources[place.source]
        let range = index.sourceRange(folded, segment: segment)
        let text = String(decoding: source[range], as: UTF8.self)
        func evidence(_ field: String, _ start: Int) -> Evidence {
            Evidence(
                rule: rule, field: field, start: start, length: range.count, text: text, weight: weight)
        }
        switch place.zone {
        case .subject: return evidence("subject", range.lowerBound)
        case .report: return evidence("report", range.lowerBound)
        case .smtp:
            // Gathered from several fields, so it has no place of its own.
            return Evidence(rule: rule, field: "report", start: 0, length: 0, text: text, weight: weight)
        case .from: return evidence("header:From", range.lowerBound)
        case .quoted, .signature: return evidence("body", range.lowerBound)
        case .reply:
            guard showsReply, let shown = inVisibleReply(range, source) else {
                return evidence("body", range.lowerBound)
            }
            return Evidence(
                rule: rule, field: "reply", start: shown.start, length: shown.text.utf8.count,
                text: shown.text,
                weight: weight)
        }
    }

    /// The visible reply is the own text with other white space: the same number of other bytes stands before.
    private func inVisibleReply(_ range: Range<Int>, _ source: [UInt8]) -> (start: Int, text: String)? {
        var before = 0
        for own in facts.reading.own {
            if own.lowerBound >= range.lowerBound { break }
            before += Self.inked(source, own.lowerBound..<min(own.upperBound, range.lowerBound))
        }
        let inside = Self.inked(source, range)
        let visible = facts.visibleUTF8
        guard inside > 0, var start = Self.place(ofInk: before, in: visible, from: 0),
            let last = Self.place(ofInk: inside - 1, in: visible, from: start)
        else { return nil }
        // The octets of a no-break space count for nothing, and other characters have one of them too.
        var end = last + 1
        while start > 0, Self.isContinuation(visible[start]) { start -= 1 }
        while end < visible.count, Self.isContinuation(visible[end]) { end += 1 }
        return (start, String(decoding: visible[start..<end], as: UTF8.self))
    }

    /// Inside a character of several octets (RFC 3629 §3).
    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    private static func inked(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            for byte in bytes[range] { count += isInk(byte) ? 1 : 0 }
            return count
        }
    }

    /// Where the inked byte of that number stands, counted from `start`.
    private static func place(ofInk number: Int, in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var left = number
            for place in start..<bytes.count where isInk(bytes[place]) {
                if left == 0 { return place }
                left -= 1
            }
            return nil
        }
    }

    private static func isInk(_ byte: UInt8) -> Bool {
        !(byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || byte == 0xC2 || byte == 0xA0)
    }
}
