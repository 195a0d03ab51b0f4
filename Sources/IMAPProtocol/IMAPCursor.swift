/// Where the reading of one folder goes on. It is stored in the transaction that stores the batch it came with.
///
/// Every message of this UIDVALIDITY with a UID below `uidNext` has been handed out; some above it may have been too, so
/// storing is to be harmless when a message comes twice.
public struct IMAPCursor: Hashable, Sendable, Codable, CustomStringConvertible {
    /// RFC 9051 §2.3.1.1: another value means that no UID known before says anything.
    public let uidValidity: UInt32
    /// 1...4294967295
    public let uidNext: UInt32
    /// RFC 7162; nil where the server has none.
    public let highestModSeq: UInt64?

    public init(uidValidity: UInt32, uidNext: UInt32, highestModSeq: UInt64? = nil) {
        self.uidValidity = uidValidity
        self.uidNext = uidNext
        self.highestModSeq = highestModSeq
    }

    /// `uidValidity:uidNext` or `uidValidity:uidNext:highestModSeq`, what a text column holds.
    public var description: String {
        "\(uidValidity):\(uidNext)" + (highestModSeq.map { ":\($0)" } ?? "")
    }

    /// Nil for anything but what `description` gives.
    public init?(_ text: String) {
        let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map { UInt64($0) }
        guard (2...3).contains(numbers.count), let validity = numbers[0].flatMap(UInt32.init(exactly:)),
            let next = numbers[1].flatMap(UInt32.init(exactly:)), validity > 0, next > 0
        else { return nil }
        if numbers.count == 3, numbers[2] == nil { return nil }
        self.init(uidValidity: validity, uidNext: next, highestModSeq: numbers.count == 3 ? numbers[2] : nil)
    }
}
