import CalendarTime
import Foundation

/// Messages of an mbox, with the place that counts them as read.
public struct MboxBatch: Sendable {
    public struct Item: Sendable {
        public let raw: RawItem
        /// As its `From ` line says, in the deliverer's own time; nil where it does not say.
        public let delivered: Instant?
        /// It lay in the file before the first reading.
        public let isOld: Bool
    }

    public var items: [Item] = []
    /// Messages that are too large and were left out, and where they begin.
    public var faults: [(place: Int, fault: SourceFault)] = []
    public let cursor: MboxCursor
    /// The first one since the file was opened.
    public let isFirst: Bool
}

/// Reads what was appended to an mbox since it was read last.
///
/// It takes no lock, so no deliverer waits for us. Instead the last message counts as whole only when its deliverer
/// is done: nobody holds a lock, the file is silent, and there is the empty line that ends a message.
public struct MboxTail {
    private let path: String
    private let file: OpenFile
    private var reader: MboxReader
    private var cursor: MboxCursor
    private var isFirst = true

    /// The file is not the one that the cursor is of, or there was no cursor.
    public let beginsAnew: Bool

    /// Seconds without a change after which a last message that ends in an empty line is whole, and any other.
    static let silence: Int64 = 5
    static let longSilence: Int64 = 120
    /// Bytes at the beginning of the file, and before the cursor, that the hash is of.
    static let hashedBytes = 16 << 10

    /// Goes on after `cursor` where the file is still the one it was, else from its beginning.
    public init(path: String, after cursor: MboxCursor?) throws(SourceFault) {
        let file = OpenFile(try FileReading.open(path, shown: path))
        self.path = path
        self.file = file
        let start: MboxCursor
        if let cursor, Self.continues(file.descriptor, cursor, size: file.size) {
            start = cursor
            beginsAnew = false
        } else {
            beginsAnew = true
            start = MboxCursor(offset: 0, hash: FileHash().value, firstEnd: file.size)
        }
        self.cursor = start
        let begin = start.offset + Self.emptyLines(file.descriptor, at: start.offset)
        lseek(file.descriptor, off_t(begin), SEEK_SET)
        reader = MboxReader(descriptor: file.descriptor, path: path, offset: begin)
        let first = Self.read(file.descriptor, at: begin, count: Self.from.count) ?? []
        guard Self.from.starts(with: first) else { throw SourceFault(path: path, reason: .noMbox) }
    }

    private var descriptor: Int32 { file.descriptor }

    /// Nil when nothing more is whole. Throws `.changed` when the file was rewritten meanwhile: then nothing of this
    /// batch is to be believed.
    public mutating func next(maximumMessages: Int, maximumBytes: Int) throws(SourceFault) -> MboxBatch? {
        var items: [MboxBatch.Item] = []
        var faults: [(place: Int, fault: SourceFault)] = []
        var bytes = 0
        var end = cursor.offset
        while items.count < maximumMessages, bytes < maximumBytes {
            let begin = reader.position
            guard let result = reader.next() else { break }
            guard !reader.isLastOpen || isWhole else { break }
            end = reader.position
            switch result {
            case .item(let raw):
                bytes += raw.bytes.count
                items.append(.init(raw: raw, delivered: reader.delivered, isOld: begin < cursor.firstEnd))
            case .fault(let fault):
                guard case .tooLarge = fault.reason else { throw fault }
                faults.append((begin, fault))
            }
        }
        guard end > cursor.offset else { return nil }
        guard Self.continues(descriptor, cursor, size: Self.size(descriptor)),
            let hash = Self.hash(descriptor, before: end)
        else { throw SourceFault(path: path, reason: .changed) }
        cursor = MboxCursor(offset: end, hash: hash, firstEnd: cursor.firstEnd)
        defer { isFirst = false }
        return MboxBatch(items: items, faults: faults, cursor: cursor, isFirst: isFirst)
    }

    /// Whether the last message of the file is.
    private var isWhole: Bool {
        var status = stat()
        guard !Self.isLocked(path, descriptor), fstat(descriptor, &status) == 0,
            Int(status.st_size) == reader.position
        else { return false }
        let silence = Int64(time(nil)) - Int64(status.st_mtim.tv_sec)
        return silence >= (reader.endsInEmptyLine ? Self.silence : Self.longSilence)
    }

    // MARK: The file

    /// Closed with the last copy of the tail.
    private final class OpenFile {
        let descriptor: Int32
        let size: Int

        init(_ file: FileReading.File) { (descriptor, size) = (file.descriptor, file.size) }
        deinit { close(descriptor) }
    }

    /// A lock file beside it (`x.lock`), or a lock on it that somebody else holds. Looking takes none.
    private static func isLocked(_ path: String, _ descriptor: Int32) -> Bool {
        var lock = flock()
        lock.l_type = Int16(F_RDLCK)
        lock.l_whence = Int16(SEEK_SET)
        if fcntl(descriptor, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) { return true }
        return FileManager.default.fileExists(atPath: path + ".lock")
    }

    private static func size(_ descriptor: Int32) -> Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Whether what lies before the cursor is what was read, and a message begins there, or nothing.
    private static func continues(_ descriptor: Int32, _ cursor: MboxCursor, size: Int) -> Bool {
        guard size >= cursor.offset, hash(descriptor, before: cursor.offset) == cursor.hash else {
            return false
        }
        // A last message that was cut off, and then went on, is no message of its own.
        let next = cursor.offset + emptyLines(descriptor, at: cursor.offset)
        return from.starts(with: read(descriptor, at: next, count: from.count) ?? [])
    }

    private static let from = Array("From ".utf8)

    /// Bytes of the empty lines that a deliverer may put before its `From `.
    private static func emptyLines(_ descriptor: Int32, at offset: Int) -> Int {
        (read(descriptor, at: offset, count: 4) ?? []).prefix { $0 == 10 || $0 == 13 }.count
    }

    /// Of the beginning of the file and of what lies before `offset`; nil when it cannot be read.
    private static func hash(_ descriptor: Int32, before offset: Int) -> UInt64? {
        var hash = FileHash()
        let first = min(offset, hashedBytes)
        let second = max(first, offset - hashedBytes)
        for range in [0..<first, second..<offset] where !range.isEmpty {
            guard let bytes = read(descriptor, at: range.lowerBound, count: range.count),
                bytes.count == range.count
            else { return nil }
            hash.add(bytes)
        }
        return hash.value
    }

    private static func read(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8]? {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            result = pread(descriptor, buffer.baseAddress, count, off_t(offset))
            initialized = max(0, result)
        }
        return result < 0 ? nil : bytes
    }
}
