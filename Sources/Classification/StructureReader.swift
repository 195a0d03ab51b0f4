import DeliveryReports
import MailFormat
import ReplyText

/// Reads the structural facts of one message.
struct StructureReader {
    let message: Message
    let reading: ReplyReading
    let report: DeliveryReport?
    let prefixes: [SubjectPrefix.Sort]
    let sender: String
    let visibleUTF8: [UInt8]
    let references: SentReferences
    let settings: ClassifierSettings
    /// Bits of the facts that some rule asks for; what costs much is left out of the others.
    let asked: UInt64

    var mask: UInt64 {
        var mask: UInt64 = 0
        func set(_ structure: Structure, _ holds: Bool) {
            if holds { mask |= structure.bit }
        }
        setReport(set)
        setSender(set)
        setThread(set)
        setContent(set)
        setMass(set)
        return mask
    }

    private func asksFor(_ structure: Structure) -> Bool { asked & structure.bit != 0 }

    private func setReport(_ set: (Structure, Bool) -> Void) {
        guard let report else { return }
        set(.reportFailure, report.kind == .failure)
        set(.reportDelay, report.kind == .delay)
        set(.reportSuccess, report.kind == .success)
        set(.reportFeedback, report.kind == .feedback)
        let pressed = ["abuse", "fraud", "opt-out", "complaint", "virus", "other"]
        set(
            .reportFeedbackAbuse,
            report.kind == .feedback && pressed.contains(report.feedbackType ?? "abuse")
        )
        set(.reportDisposition, report.kind == .disposition)
        set(.reportCalendar, report.kind == .calendarAnswer)
        set(.reportMachineReadable, report.isMachineReadable)
        set(.reportRecipients, !report.recipients.isEmpty)
        let hasReturned = !report.originalMessageIDs.isEmpty || report.returnedPart != nil
        set(.reportAboutSentMail, settings.ownDomains.isEmpty ? hasReturned : references.namesOwnMail)
    }

    private static let daemons: Set<String> = [
        "mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "mdaemon", "maildaemon", "mmdf",
        "bounce",
        "bounces", "mailsystem", "mail-system", "majordomo",
    ]
    private static let doNotReply = Array("donotreply".utf8)
    private static let noReplies = [
        "noreply", "donotreply", "neantworten", "nepasrepondre", "noresponder", "nichtantworten",
        "keineantwort", "neodgovarjaj", "neodgovaraj", "nevalaszol", "neotgovaryai",
    ].map { Array($0.utf8) }
    private static let noReply = Array("noreply".utf8)
    private static let daemonStarts = ["mailer-daemon", "microsoftexchange"].map { Array($0.utf8) }
    private static let roles: Set<String> = [
        "info", "support", "sales", "office", "contact", "kontakt", "service", "help", "helpdesk",
        "hello",
        "team",
        "admin", "billing", "hr", "jobs", "kundenservice", "contacto", "soporte", "tickets", "desk",
    ]

    private func setSender(_ set: (Structure, Bool) -> Void) {
        let local = Array(sender.utf8.prefix { $0 != 0x40 })
        let name = String(decoding: local, as: UTF8.self)
        let compact = local.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x2E }
        let daemon =
            Self.daemons.contains(name) || Self.daemonStarts.contains { local.starts(with: $0) }
        let noReply =
            Self.noReplies.contains { compact.starts(with: $0) }
            || compact.suffix(Self.noReply.count).elementsEqual(Self.noReply)
            || ByteSearch.contains(Self.doNotReply, in: compact[...])
        let returnPath = message.returnPath
        let isAutoSubmitted = isAutoSubmitted
        set(.daemonSender, daemon)
        set(.noReplySender, noReply)
        set(.roleSender, Self.roles.contains(name))
        set(.nullReturnPath, returnPath == "")
        set(.ownSender, DomainName.isOwn(address: sender, settings.ownDomains))
        set(
            .humanSender,
            !daemon && !noReply && returnPath != "" && !isAutoSubmitted)
        set(.autoSubmitted, isAutoSubmitted)
    }

    private var isAutoSubmitted: Bool {
        guard let field = message.field(.autoSubmitted) else { return false }
        return !message.unfolded(field).drop { $0 == " " }.lowercased().hasPrefix("no")
    }

    private func setThread(_ set: (Structure, Bool) -> Void) {
        set(.inReplyTo, message.field(.inReplyTo) != nil)
        set(.references, references.hasHeader)
        set(
            .refersToOwnMail, settings.ownDomains.isEmpty ? references.hasHeader : references.namesOwnMail
        )
        set(.subjectReply, prefixes.first == .reply)
        set(.subjectForward, prefixes.contains(.forward))
        set(.quotesMail, !reading.quoted.isEmpty)
        set(.forward, reading.isForward)
        if asksFor(.quotesCampaign) { set(.quotesCampaign, quotesCampaign) }
    }

    /// Bytes of the quoted part that are searched for our own line.
    static let maximumQuotedBytes = 32_768

    private var quotesCampaign: Bool {
        guard let first = reading.quoted.first, let last = reading.quoted.last else { return false }
        let bytes = reading.utf8
        let range = (first.lowerBound..<last.upperBound).clamped(to: 0..<bytes.count)
        let folded = NormalizedText(
            String(decoding: bytes[range].prefix(Self.maximumQuotedBytes), as: UTF8.self))
        let signs =
            settings.ownDomains.map { Array($0.lowercased().utf8) } + [
                Array("unsubscribe".utf8), Array("/u/".utf8),
            ]
        return signs.contains { ByteComparison.holds(.contains, folded.bytes, $0) }
    }

    private func setContent(_ set: (Structure, Bool) -> Void) {
        var calendarRequest = false
        var encrypted = false
        var attached = false
        for part in message.parts {
            let type = part.mediaType
            if type.is("text", "calendar") {
                calendarRequest = calendarRequest || type.parameter("method")?.lowercased() == "request"
            }
            encrypted =
                encrypted || type.is("multipart", "encrypted") || type.is("application", "pkcs7-mime")
                || type.is("application", "x-pkcs7-mime")
            if asksFor(.attachments), !attached { attached = part.fileName != nil }
        }
        set(.calendarRequest, calendarRequest)
        set(.encrypted, encrypted)
        set(.attachments, attached)
        set(.emptyReply, visibleUTF8.isEmpty)
        if case .html = reading.source { set(.htmlOnly, true) }
        set(.manyLinks, links >= Self.manyLinks)
        set(.questionMark, QuestionMarks.stand(in: visibleUTF8))
        set(
            .otherAddress,
            AddressesInText.find(in: visibleUTF8).contains {
                $0.text.lowercased() != sender && !DomainName.isOwn(address: $0.text, settings.ownDomains)
            } && !namesOwnMailboxes)
    }

    /// "Take info@, sales@ and stores@firm.example off": who leaves the domain out speaks of his own house.
    private var namesOwnMailboxes: Bool {
        visibleUTF8.withUnsafeBufferPointer { text in
            text.indices.contains { place in
                guard text[place] == 0x40, place > 0, WordBytes.isWordASCII(text[place - 1]) else {
                    return false
                }
                return place + 1 == text.count || !WordBytes.isWord(text[place + 1])
            }
        }
    }

    /// So many links in the author's own text make no letter.
    static let manyLinks = 4

    private var links: Int {
        var count = 0
        let bytes = visibleUTF8
        let end = min(bytes.count, TextIndex.maximumTextBytes)
        var index = 0
        while index + 3 < end {
            if bytes[index] == 0x3A, bytes[index + 1] == 0x2F, bytes[index + 2] == 0x2F { count += 1 }
            index += 1
        }
        return count
    }

    private func setMass(_ set: (Structure, Bool) -> Void) {
        let unsubscribe = message.field(.listUnsubscribe) != nil
        set(.listUnsubscribe, unsubscribe)
        set(.listHeaders, message.field(.listID) != nil || message.field("list-post") != nil)
        guard !settings.ownDomains.isEmpty || mayNameUnsubscribeAddress else { return }
        let recipients = message.to + message.cc
        set(.toUnsubscribeAddress, recipients.contains { Self.isUnsubscribeAddress($0.address) })
        let toUs = recipients.contains { DomainName.isOwn(address: $0.address, settings.ownDomains) }
        set(.addressedToOthers, !settings.ownDomains.isEmpty && !recipients.isEmpty && !toUs)
    }

    /// A glance that saves reading the addresses: the words stand in them as they are, or something is encoded.
    private var mayNameUnsubscribeAddress: Bool {
        [FieldName.to, .cc].compactMap { message.field($0) }.contains { field in
            Self.bears(Self.unsubscribeSigns, message.rawValue(field))
        }
    }

    private static let unsubscribeWords = ["unsub", "optout"].map { Array($0.utf8) }
    private static let unsubscribeSigns = unsubscribeWords + [Array("=?".utf8)]

    private static func bears(_ signs: [[UInt8]], _ text: ArraySlice<UInt8>) -> Bool {
        signs.contains { ByteSearch.contains($0, in: text, ignoringCase: true) }
    }

    private static func isUnsubscribeAddress(_ address: String) -> Bool {
        guard bears(unsubscribeWords, Array(address.utf8)[...]) else { return false }
        let local = address.lowercased().prefix { $0 != "@" }
        return local.split { $0 == "+" || $0 == "-" || $0 == "." || $0 == "_" || $0 == "=" }
            .contains { $0 == "unsubscribe" || $0 == "unsub" || $0 == "optout" }
    }
}
