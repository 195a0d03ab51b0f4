import CalendarTime
import MailFormat

/// When a message was received. The Date field is what the sender's clock said, so it comes last.
enum ReceivedTime {
    /// - Parameters:
    ///   - given: the operator's word, or the provider's; wins.
    ///   - stored: what a folder says about the time of storing; lost when the folder was copied.
    static func of(_ message: Message, given: Instant?, stored: Instant?, now: Instant) -> Instant {
        given ?? message.receivedDate?.instant ?? stored ?? message.date?.instant ?? now
    }
}
