import CalendarTime

/// One message as it was found: raw bytes and where they were.
public struct RawItem: Sendable {
    /// Relative to the folder that was given; the path itself where a file was given; `-` for standard input.
    public let path: String
    /// Counts the messages of an mbox from 0; nil for a file that is one message.
    public let index: Int?
    public let bytes: [UInt8]
    /// When the mail system stored it: the file's time in a Maildir. Nil where nothing outside of the message tells.
    public let received: Instant?
    /// Name of the subfolder of a Maildir (`Sent`); nil for its inbox and outside of one.
    public let folder: String?

    public init(
        path: String, index: Int? = nil, bytes: [UInt8], received: Instant? = nil, folder: String? = nil
    ) {
        self.path = path
        self.index = index
        self.bytes = bytes
        self.received = received
        self.folder = folder
    }
}

/// What a source gives for one place: a message, or why there is none. The places after a fault still come.
public enum RawResult: Sendable {
    case item(RawItem)
    case fault(SourceFault)
}

/// A place that could not be read.
public struct SourceFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// As the person gave it, with what lies below it.
    public let path: String
    public let reason: Reason

    public enum Reason: Hashable, Sendable {
        case missing
        case notPermitted
        /// Above `SourceLimits.maximumMessageBytes`; the number of bytes, where it is known.
        case tooLarge(Int?)
        case noRegularFile
        /// Its `new` or `cur` is not there.
        case noMaildir
        /// It does not begin with a `From ` line.
        case noMbox
        /// It was rewritten while it was read.
        case changed
        /// The system's own words.
        case unreadable(String)
    }

    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    public var description: String {
        switch reason {
        case .missing: "\(path): there is no such file or folder; check the path"
        case .notPermitted: "\(path): may not be read; give this user read permission"
        case .tooLarge(let size):
            "\(path): \(size.map { "\($0) bytes are" } ?? "is") more than the \(SourceLimits.maximumMessageBytes) "
                + "that one message may have; it was left out"
        case .noRegularFile: "\(path): is neither a file nor a folder; it was left out"
        case .noMaildir: "\(path): there is no such folder, so this is no Maildir; check the path"
        case .noMbox: "\(path): does not begin with a 'From ' line, so this is no mbox; check the path"
        case .changed: "\(path): was rewritten while it was read; it is read again with the next poll"
        case .unreadable(let why): "\(path): cannot be read (\(why))"
        }
    }
}

/// Bounds on what is read from files.
public enum SourceLimits {
    /// Bytes of one message; a larger one is left out and said so. Providers stop at 25 to 150 MiB.
    public static let maximumMessageBytes = 256 << 20
    /// Bytes read from an mbox at a time.
    public static let readBytes = 1 << 20
    /// Folders inside each other.
    public static let maximumFolderDepth = 100
}
