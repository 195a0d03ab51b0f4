import MailFormat

/// Whether a message comes from a mail system and not from a person.
public enum MailSystemSender {
    /// The null return path (RFC 5321 §4.5.5), or the address of a daemon.
    public static func isLikely(_ message: Message) -> Bool {
        if message.returnPath == "" { return true }
        return (message.from + message.sender).contains { isDaemon($0.address) }
    }

    private static let daemons: Set<String> = [
        "mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "maildaemon", "mdaemon",
        "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e",
    ]

    private static func isDaemon(_ address: String) -> Bool {
        let local = address.split(separator: "@").first.map { $0.lowercased() } ?? ""
        return daemons.contains(local)
    }
}
