import MailFormat

/// Parts a message into what its author wrote, what it quotes, and what its program or company added.
public struct ReplyReader: Sendable {
    public init() {}

    public func read(_ message: Message) -> ReplyReading {
        read(message, subject: message.subject ?? "", sender: message.from.first)
    }

    /// The same for a caller that has read the Subject and the first mailbox of From already.
    public func read(_ message: Message, subject: String, sender: Mailbox?) -> ReplyReading {
        ReplyReader.read(
            TextChoice(message), subject: subject, senderName: sender?.name ?? "",
            senderAddress: sender?.address ?? "")
    }

    static func read(
        _ chosen: TextChoice, subject: String, senderName: String = "", senderAddress: String = ""
    ) -> ReplyReading {
        var choice = chosen
        CollapsedLines.restore(&choice.bytes)
        let text = TextLines(choice.bytes)
        let quotes = QuoteCut(
            text, quotedByMarkup: SetOffPassages.quotes(of: choice, in: text),
            restQuotedFrom: choice.restQuotedFrom,
            subjectSaysForward: ForwardSubject.matches(subject))
        var zones = quotes.zones
        let cut = SignatureCut(text, senderName: senderName, senderAddress: senderAddress)
        markSignatures(choice.signature, text, &zones)
        let runs = runs(of: zones, in: text, cuts: quotes.cuts)
        let firstAnswer = zones.indices.first { zones[$0] == .own && !text.lines[$0].isBlank } ?? 0
        for run in runs {
            let (start, single) = cut.cut(
                run, goesOn: run != runs.last, answersAbove: firstAnswer < run.lowerBound)
            for index in start..<run.upperBound { zones[index] = .signature }
            for index in single { zones[index] = .signature }
        }
        keepSomething(&zones, quotes.zones, text)
        let ranges = ranges(zones, text)
        return ReplyReading(
            utf8: choice.bytes, source: choice.source,
            own: ranges.own, quoted: ranges.quoted, signature: ranges.signature,
            isForward: quotes.isForward, decodedPlain: choice.decoded)
    }

    /// Containers that HTML mail puts around signatures.
    private static func markSignatures(_ ranges: [Range<Int>], _ text: TextLines, _ zones: inout [Zone]) {
        var next = 0
        for index in zones.indices where zones[index] == .own && !text.lines[index].isBlank {
            let start = text.lines[index].content.lowerBound
            while next < ranges.count, ranges[next].upperBound <= start { next += 1 }
            if next < ranges.count, ranges[next].contains(start) { zones[index] = .signature }
        }
    }

    /// Runs of own lines at whose end a signature may stand: the last one, and those that an attribution or a header
    /// ends. Between `>` quotes a person answers point by point and signs nothing.
    private static func runs(of zones: [Zone], in text: TextLines, cuts: [Int]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for index in zones.indices {
            if zones[index] == .own {
                if start == nil, !text.lines[index].isBlank { start = index }
            } else if !text.lines[index].isBlank, let first = start {
                runs.append(first..<index)
                start = nil
            }
        }
        if let first = start { runs.append(first..<zones.count) }
        guard runs.count > 1 else { return runs }
        return runs.enumerated().filter { place, run in
            place == runs.count - 1 || cuts.contains(run.upperBound)
                || zones[run.upperBound..<runs[place + 1].lowerBound].contains(.signature)
        }.map(\.element)
    }

    /// A mail that is all signature is no signature: a short answer such as `Thanks, Ann` stays.
    private static func keepSomething(_ zones: inout [Zone], _ quoted: [Zone], _ text: TextLines) {
        guard !zones.indices.contains(where: { zones[$0] == .own && !text.lines[$0].isBlank }) else { return }
        guard let first = quoted.indices.first(where: { quoted[$0] == .own && !text.lines[$0].isBlank })
        else { return }
        let folded = text.folded(first)
        guard !SignatureWords.isSentFrom(folded), !SignatureWords.beginsNotice(folded),
            !Separators.isRule(folded),
            !folded.equals("--"), !SignatureWords.isBanner(folded)
        else { return }
        zones[first] = .own
    }

    /// Bytes of each zone.
    private static func ranges(_ zones: [Zone], _ text: TextLines) -> ZoneRanges {
        var out = ZoneRanges()
        var current: Zone?
        var start = 0
        var end = 0
        for index in zones.indices where !text.lines[index].isBlank {
            let line = text.lines[index]
            let zone = zones[index]
            if zone != current {
                if let current { out.append(start..<end, to: current) }
                current = zone
                start = zone == .own ? line.content.lowerBound : line.range.lowerBound
            }
            end = line.content.upperBound
        }
        if let current { out.append(start..<end, to: current) }
        return out
    }

    private struct ZoneRanges {
        var own: [Range<Int>] = []
        var quoted: [Range<Int>] = []
        var signature: [Range<Int>] = []

        mutating func append(_ range: Range<Int>, to zone: Zone) {
            switch zone {
            case .own: own.append(range)
            case .quoted: quoted.append(range)
            case .signature: signature.append(range)
            }
        }
    }
}
