/// One thing that `verify` found other than it must be. Names rows by id only: no address, no words of a mail.
public struct StoreDifference: Hashable, Sendable {
    /// Stable word for programs: `stage`, `counter`, `address`, `timer`, `raw_mail`, `reference`, `verdict`,
    /// `delivery`, `engine`.
    public let check: String
    /// For example `enrollment 12`.
    public let place: String
    public let expected: String
    public let found: String

    public init(check: String, place: String, expected: String, found: String) {
        self.check = check
        self.place = place
        self.expected = expected
        self.found = found
    }
}

extension StoreDifference: CustomStringConvertible {
    public var description: String { "\(check): \(place): expected \(expected), found \(found)" }
}

/// What `verify` looked at, and what it found.
public struct VerifyReport: Hashable, Sendable {
    public var differences: [StoreDifference] = []
    public var enrollments = 0
    public var addresses = 0
    public var rawMails = 0

    /// Differences that are kept; damage everywhere must not fill the memory.
    public static let maximumDifferences = 1000

    public var isClean: Bool { differences.isEmpty }

    mutating func add(_ check: String, _ place: String, expected: String, found: String) {
        guard differences.count < Self.maximumDifferences else { return }
        differences.append(
            StoreDifference(check: check, place: place, expected: expected, found: found))
    }
}
