import MailFormat

/// What the words and the structure of a message without machine-readable parts say for its being a report.
struct PlainClues {
    let hasBlocks: Bool
    /// An address stands as one that a report is about, not in a sentence.
    let hasSureBlock: Bool
    let hasCodes: Bool
    let returned: ReturnedMessage?
    /// A Message-ID stands in the words; people and their programs do not write one.
    let namesMessage: Bool

    /// What `makeReport` asks of all mail that no mail system sent, seen at a glance: most of that is an answer of a
    /// person's own program, and is not to be searched for recipients.
    static func mayMakeReport(
        _ signs: ReportSigns, text: ExplanationText, returned: ReturnedMessage?
    ) -> Bool {
        if signs.isFromMailSystem { return true }
        if signs.looksAnswered, !signs.isReport, !signs.isNamelessDaemon { return false }
        return returned != nil || text.explanation.utf8.span.contains(ASCII.at)
    }

    /// The return path may be empty for answers of people's own programs too (RFC 3834 §3.3), and a postmaster may
    /// write as a person: the more the sender looks like one, the more the text has to show.
    func makeReport(
        _ signs: ReportSigns, _ parties: ReportParties, _ message: Message, text: ExplanationText
    ) -> Bool {
        if !signs.failedRecipients.isEmpty { return true }
        let returnsOurs =
            returned.map { mail in
                mail.senders.contains { parties.own.contains(RecipientAddress.key($0)) }
            } ?? false
        if signs.isFromMailSystem {
            if signs.looksAnswered { return hasBlocks && (hasCodes || returned != nil) }
            return hasBlocks || hasCodes || returned != nil
        }
        if signs.isReport { return hasBlocks || returned != nil }
        if signs.looksAnswered { return signs.isNamelessDaemon && hasSureBlock && hasCodes && !text.quotes }
        if signs.hasNullReturnPath {
            if (hasBlocks || returned != nil) && (hasCodes || returnsOurs) { return true }
            return hasBlocks && points(signs, message, text) >= PlainClues.enough
        }
        if signs.isAutoSubmitted {
            return hasBlocks
                && (hasCodes && returned != nil || points(signs, message, text) >= PlainClues.enough + 1)
        }
        return returnsOurs && (hasCodes || hasSureBlock && signs.subjectTellsFailure)
    }

    private static let enough = 3.0

    /// Of a message that no person sent, which gives neither a code nor our mail.
    private func points(_ signs: ReportSigns, _ message: Message, _ text: ExplanationText) -> Double {
        var points = 0.0
        if signs.isFromMachine { points += 1 }
        if hasSureBlock { points += 1 }
        if hasCodes { points += 1 }
        if returned != nil { points += 1 }
        if namesMessage { points += 2 }
        let subjectSaysSo = FailureWords.stand(in: signs.subject)
        if subjectSaysSo { points += 1 }
        // A mailbox that nobody reads answers under an empty path too, and names whom to write to.
        guard subjectSaysSo || hasCodes || returned != nil || namesMessage else { return 0 }
        if FailureWords.stand(in: text.explanation) { points += 1 }
        // Programs that answer for people thread their answers, mail systems as a rule do not.
        if !message.inReplyTo.isEmpty { points -= signs.isFromMachine ? 0 : 1 }
        return points
    }
}
