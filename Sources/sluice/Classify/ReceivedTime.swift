import CalendarTime
import MailFormat

/// When our side took a message, as far as the message itself tells.
enum ReceivedTime {
    /// The topmost Received field, else the Date.
    static func of(_ message: Message) -> Instant? {
        message.receivedDate?.instant ?? message.date?.instant
    }
}
