import CalendarTime
import IMAPProtocol
import Store

/// What an IMAP server lists and does not give. While it gives nothing else either, that may be its own trouble and
/// pass; a message that it refuses for long is set aside, so that the mailbox goes on.
struct RefusedMail: Sendable {
    /// Times and seconds after which it is the message's fault.
    static let patientTries = 3
    static let patientSeconds: Int64 = 3_600

    /// Asked for in vain before.
    private let known: [IMAPFolderRole: Set<IMAPMessageName>]
    /// Of these, those that are given up.
    let hopeless: [IMAPFolderRole: Set<IMAPMessageName>]

    /// - Parameter names: of the folders' places in the store.
    init(
        _ transaction: StoreTransaction, _ names: [(role: IMAPFolderRole, source: String)]
    ) throws {
        var known: [IMAPFolderRole: Set<IMAPMessageName>] = [:]
        var hopeless = known
        for (role, source) in names {
            let items = try transaction.refusedItems(of: source)
            known[role] = Set(items.compactMap { IMAPMessageName($0.name) })
            hopeless[role] = Set(
                items.filter { Self.isHopeless($0, at: transaction.now) }.compactMap {
                    IMAPMessageName($0.name)
                })
        }
        (self.known, self.hopeless) = (known, hopeless)
    }

    static func isHopeless(_ item: RefusedItem, at now: Instant) -> Bool {
        item.tries >= patientTries && item.since.adding(seconds: patientSeconds) <= now
    }

    /// In the transaction that stores the batch: what it has, and what is not there any more, is not refused any more;
    /// what it gives up is.
    func settle(_ batch: IMAPBatch, of source: String, _ transaction: StoreTransaction) throws {
        func name(_ uid: UInt32) -> IMAPMessageName {
            IMAPMessageName(uidValidity: batch.uidValidity, uid: uid)
        }
        let given = Set(batch.messages.map { name($0.uid) })
        let settled = (known[batch.role] ?? []).filter { message in
            if given.contains(message) { return true }
            let isBehind =
                message.uidValidity != batch.uidValidity || message.uid < batch.cursor.uidNext
            return isBehind && !(hopeless[batch.role] ?? []).contains(message)
        }
        try transaction.forgetItems(settled.map(\.description).sorted(), of: source)
        for uid in batch.unreadable {
            try transaction.recordRefused(
                name(uid).description, of: source, fault: Self.fault(uid, batch.role))
        }
    }

    static func fault(_ uid: UInt32, _ role: IMAPFolderRole) -> String {
        "message \(uid) of the \(role.rawValue) folder: the server lists it and does not give it; look at it in "
            + "another mail program"
    }
}

extension PollFault {
    /// Nothing was given but messages that the server refuses; they are asked for again at the usual interval.
    static let messagesRefused = "messages_refused"

    static func refused(_ count: Int) -> PollFault {
        let what = count == 1 ? "a message" : "\(count) messages"
        return PollFault(
            code: messagesRefused,
            text:
                "the server lists \(what) and does not give \(count == 1 ? "it" : "them"); tried again with each "
                + "poll, and set aside after an hour")
    }
}
