import MailFormat

/// Parts a message into what its author wrote, what it quotes, and what its program or company added.
public struct ReplyReader: Sendable {
    public init() {}

    public func read(_ message: Message) -> ReplyReading {
        ReplyReading(text: "", source: .none, own: [], quoted: [], signature: [], isForward: false)
    }
}
