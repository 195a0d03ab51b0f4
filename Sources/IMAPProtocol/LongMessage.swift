/// A message of which the first slice is there and the rest is not.
struct LongMessage: Hashable {
    var message: IMAPMessage
    /// RFC822.SIZE, if the server gave one.
    let size: Int?

    /// Adds the answer to the slice that begins at `message.bytes.count` and is at most `asked` octets long. True when
    /// the message is whole; nil when the answer is another slice.
    mutating func add(_ bytes: [UInt8], origin: Int?, asked: Int, maximum: Int) -> Bool? {
        let wanted = message.bytes.count
        var isWhole = bytes.count < asked
        switch origin {
        case wanted: message.bytes += bytes
        case nil where bytes.count > asked:
            // Lenient: a server without partial FETCH gives the whole message.
            message.bytes = bytes
            isWhole = true
        case nil:
            // Lenient: a server that cuts and does not say so.
            message.bytes += bytes
        default: return nil
        }
        if let size, message.bytes.count == size { isWhole = true }
        guard message.bytes.count >= maximum else { return isWhole }
        message.isTruncated = message.bytes.count > maximum || !isWhole
        message.bytes.removeLast(message.bytes.count - maximum)
        return true
    }
}
