import DeliveryReports

/// Turns findings into evidence with spans in the texts that a reader sees.
struct EvidenceWriter {
    let index: TextIndex
    let facts: MessageFacts
    /// The visible reply is part of the verdict, so that offsets may point into it.
    let showsReply: Bool

    /// Places that are shown of what made one rule match.
    private static let maximumPieces = 3
    /// Pieces of evidence a verdict carries; the weightiest.
    static let maximumEvidence = 24

    func evidence(_ matches: [RuleRun.Match], _ words: [Decision.WordEvidence]) -> [Evidence] {
        var found: [Evidence] = []
        found.reserveCapacity(words.count + Self.maximumPieces * matches.count)
        for word in words {
            found.append(
                write(
                    word.place.range, segment: word.place.segment, rule: "words.\(word.choice)",
                    weight: word.points))
        }
        for match in matches {
            if match.findings.isEmpty { Self.add(bare(match.rule), to: &found) }
            for finding in match.findings.prefix(Self.maximumPieces) {
                Self.add(write(finding, match.rule), to: &found)
            }
        }
        found.sort {
            ($1.weight, $0.rule, $0.field, $0.start) < ($0.weight, $1.rule, $1.field, $1.start)
        }
        if found.count > Self.maximumEvidence { found.removeSubrange(Self.maximumEvidence...) }
        return found
    }

    private static func add(_ piece: Evidence, to found: inout [Evidence]) {
        if !found.contains(piece) { found.append(piece) }
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

    /// The visible reply is the own text with other white space: the same number of other characters stands before.
    private func inVisibleReply(_ range: Range<Int>, _ source: [UInt8]) -> (start: Int, text: String)? {
        var before = 0
        for own in facts.reading.own {
            if own.lowerBound >= range.lowerBound { break }
            before += InkedText.count(source, own.lowerBound..<min(own.upperBound, range.lowerBound))
        }
        let inside = InkedText.count(source, range)
        let visible = facts.visibleUTF8
        guard inside > 0, let first = InkedText.character(before, in: visible, from: 0),
            let last = InkedText.character(inside - 1, in: visible, from: first.lowerBound)
        else { return nil }
        let shown = first.lowerBound..<last.upperBound
        return (shown.lowerBound, String(decoding: visible[shown], as: UTF8.self))
    }
}
