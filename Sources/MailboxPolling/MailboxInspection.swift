import CurlTransport
import IMAPProtocol

/// What a mailbox shows to somebody who logs in: for people who set one up.
public struct MailboxInspection: Sendable, Hashable {
    public struct Folder: Sendable, Hashable {
        /// Decoded, as people write it.
        public let name: String
        /// Lower case: `\junk`, `\sent`, `\noselect`.
        public let attributes: [String]
        /// Whether polls read it.
        public let isPolled: Bool
    }

    /// In upper case.
    public let capabilities: [String]
    public let folders: [Folder]
    /// Messages in the inbox; nil where the server does not tell.
    public let inboxMessages: Int?

    /// Folders that are listed at most.
    static let maximumFolders = 1_000
    private static let maximumAnswerBytes = 4 << 20
    private static let tag = "k"

    /// Logs in, lists, and logs out. Nothing is opened, no flag changes.
    public static func inspect(
        _ server: MailServer, client: CurlClient, usesToken: Bool = false,
        deadlines: ConnectDeadlines = ConnectDeadlines()
    ) async throws(MailboxPollError) -> MailboxInspection {
        do throws(TransportError) {
            let stream = try await client.connect(to: server, deadlines: deadlines)
            defer { stream.close() }
            let commands = [
                "CAPABILITY", "LIST \"\" \"*\"", "STATUS INBOX (MESSAGES)", "LOGOUT",
            ]
            let text = commands.enumerated().map { "\(tag)\($0.offset) \($0.element)\r\n" }.joined()
            try await stream.write(Array(text.utf8))
            return try await answer(stream, commands: commands.count)
        } catch {
            throw MailboxPollError.connecting(error, to: server, usesToken: usesToken)
        }
    }

    /// Until the last command is answered or the server hangs up; what was told until then counts.
    private static func answer(
        _ stream: ByteStream, commands: Int
    ) async throws(TransportError) -> MailboxInspection {
        var parser = IMAPResponseParser(tagPrefix: tag)
        var listed: [IMAPFolderListing] = []
        var capabilities: [String] = []
        var messages: Int?
        var bytes = 0
        reading: while bytes < maximumAnswerBytes {
            let octets = try await stream.read(within: .seconds(30))
            if octets.isEmpty { break }
            bytes += octets.count
            parser.push(octets)
            while let piece = parser.next() {
                guard case .response(let response) = piece else { break reading }
                switch response {
                case .capability(let words): capabilities = words
                case .folder(let folder) where listed.count < maximumFolders: listed.append(folder)
                case .folderStatus(let status): messages = status.messages.map(Int.init) ?? messages
                case .status(let status) where status.tag == "\(tag)\(commands - 1)": break reading
                default: break
                }
            }
        }
        let junk = JunkFolder.choose(listed)
        let folders = listed.map { folder in
            let name = ModifiedUTF7.decoded(folder.name)
            return Folder(
                name: name, attributes: folder.attributes,
                isPolled: folder.name == junk || name.uppercased() == "INBOX")
        }
        return MailboxInspection(capabilities: capabilities, folders: folders, inboxMessages: messages)
    }
}
