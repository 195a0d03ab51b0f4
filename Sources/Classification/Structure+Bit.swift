extension Structure {
    /// Its place among the bits that stand for all of them.
    var bit: UInt64 {
        switch self {
        case .reportFailure: 1 << 0
        case .reportDelay: 1 << 1
        case .reportSuccess: 1 << 2
        case .reportFeedback: 1 << 3
        case .reportFeedbackAbuse: 1 << 4
        case .reportDisposition: 1 << 5
        case .reportCalendar: 1 << 6
        case .reportMachineReadable: 1 << 7
        case .reportAboutSentMail: 1 << 8
        case .reportRecipients: 1 << 9
        case .nullReturnPath: 1 << 10
        case .daemonSender: 1 << 11
        case .noReplySender: 1 << 12
        case .roleSender: 1 << 13
        case .ownSender: 1 << 14
        case .humanSender: 1 << 15
        case .inReplyTo: 1 << 16
        case .references: 1 << 17
        case .refersToOwnMail: 1 << 18
        case .subjectReply: 1 << 19
        case .subjectForward: 1 << 20
        case .quotesMail: 1 << 21
        case .quotesCampaign: 1 << 22
        case .forward: 1 << 23
        case .calendarRequest: 1 << 24
        case .encrypted: 1 << 25
        case .attachments: 1 << 26
        case .emptyReply: 1 << 27
        case .htmlOnly: 1 << 28
        case .manyLinks: 1 << 29
        case .questionMark: 1 << 30
        case .otherAddress: 1 << 31
        case .listHeaders: 1 << 32
        case .listUnsubscribe: 1 << 33
        case .toUnsubscribeAddress: 1 << 34
        case .autoSubmitted: 1 << 35
        case .addressedToOthers: 1 << 36
        }
    }

    /// The first, in order of declaration, whose bit is set.
    static func first(in mask: UInt64) -> Structure? {
        guard mask != 0 else { return nil }
        return all.indices.contains(mask.trailingZeroBitCount) ? all[mask.trailingZeroBitCount] : nil
    }

    private static let all = allCases
}
