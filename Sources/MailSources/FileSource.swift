import Foundation

/// The messages below files and folders, in a fixed order, read one at a time.
///
/// - A file is one message; one named `*.mbox` is an mbox, and with `asMbox` every file named directly is.
/// - A folder with `cur` and `new` in it is a Maildir: what lies in these two is its mail, `tmp` is not.
/// - Of any other folder, each file below it is one message; names that begin with a dot are left out.
/// - `-` is standard input: one message, or an mbox with `asMbox`.
public struct FileSource: Sequence, Sendable {
    private let paths: [String]
    private let asMbox: Bool

    public init(paths: [String], asMbox: Bool = false) {
        self.paths = paths
        self.asMbox = asMbox
    }

    public func makeIterator() -> FileIterator { FileIterator(paths: paths, asMbox: asMbox) }
}

/// Walks the tree with a stack of its own, so that depth and number of files cost no memory but the open folders'.
public struct FileIterator: IteratorProtocol {
    private struct Folder {
        let path: String
        /// Of the files in it, relative to the folder that was given; ends in `/` unless empty.
        let prefix: String
        /// Names in reverse order, so that the next one is the last.
        var names: [String]
        let isMaildir: Bool
    }

    private var paths: [String]
    private let asMbox: Bool
    private var folders: [Folder] = []
    private var mbox: (reader: MboxReader, descriptor: Int32)?

    init(paths: [String], asMbox: Bool) {
        self.paths = paths.reversed()
        self.asMbox = asMbox
    }

    public mutating func next() -> RawResult? {
        while true {
            if let found = nextOfMbox() { return found }
            if let folder = folders.last {
                guard let name = folder.names.last else {
                    folders.removeLast()
                    continue
                }
                folders[folders.count - 1].names.removeLast()
                if let found = visit(folder, name) { return found }
            } else {
                guard let path = paths.popLast() else { return nil }
                if let found = visitGiven(path) { return found }
            }
        }
    }

    private mutating func nextOfMbox() -> RawResult? {
        guard var open = mbox else { return nil }
        let found = open.reader.next()
        if found == nil {
            if open.descriptor != STDIN_FILENO { close(open.descriptor) }
            mbox = nil
        } else {
            mbox = (open.reader, open.descriptor)
        }
        return found
    }

    private mutating func visitGiven(_ path: String) -> RawResult? {
        if path == "-" { return readStandardInput() }
        guard let kind = Self.kind(path) else { return .fault(FileReading.fault(path)) }
        if kind == S_IFDIR { return enter(path, prefix: "", shown: path) }
        return read(path, as: path, shown: path, isMbox: asMbox || path.hasSuffix(".mbox"), isMaildir: false)
    }

    private mutating func readStandardInput() -> RawResult? {
        if asMbox {
            mbox = (MboxReader(descriptor: STDIN_FILENO, path: "-"), STDIN_FILENO)
            return nil
        }
        do throws(SourceFault) {
            let bytes = try FileReading.readToEnd(STDIN_FILENO, expecting: 1 << 16, shown: "standard input")
            return .item(RawItem(path: "-", bytes: bytes))
        } catch {
            return .fault(error)
        }
    }

    private mutating func visit(_ folder: Folder, _ name: String) -> RawResult? {
        let path = "\(folder.path)/\(name)"
        guard let kind = Self.kind(path) else { return .fault(FileReading.fault(path)) }
        guard kind == S_IFDIR else {
            return read(
                path, as: folder.prefix + name, shown: path, isMbox: name.hasSuffix(".mbox"),
                isMaildir: folder.isMaildir)
        }
        // A link to a folder may lead back up; only real folders are entered.
        guard !folder.isMaildir, !Self.isLink(path), folders.count < SourceLimits.maximumFolderDepth else {
            return nil
        }
        return enter(path, prefix: "\(folder.prefix)\(name)/", shown: path)
    }

    private mutating func enter(_ path: String, prefix: String, shown: String) -> RawResult? {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            return .fault(SourceFault(path: shown, reason: .notPermitted))
        }
        let isMaildir = names.contains("cur") && names.contains("new")
        if isMaildir {
            // Subfolders of a Maildir++ are `.Name` and Maildirs themselves.
            let subfolders = names.filter { $0.hasPrefix(".") && Self.kind("\(path)/\($0)") == S_IFDIR }
            push(path, prefix, subfolders, isMaildir: false)
            for name in ["new", "cur"] {
                let inside = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)")) ?? []
                push(
                    "\(path)/\(name)", "\(prefix)\(name)/", inside.filter { !$0.hasPrefix(".") },
                    isMaildir: true)
            }
        } else {
            push(path, prefix, names.filter { !$0.hasPrefix(".") }, isMaildir: false)
        }
        return nil
    }

    private mutating func push(_ path: String, _ prefix: String, _ names: [String], isMaildir: Bool) {
        // By bytes, so that the order is the same in every language setting.
        let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        folders.append(Folder(path: path, prefix: prefix, names: sorted.reversed(), isMaildir: isMaildir))
    }

    private mutating func read(
        _ path: String, as name: String, shown: String, isMbox: Bool, isMaildir: Bool
    ) -> RawResult? {
        do throws(SourceFault) {
            if isMbox {
                let file = try FileReading.open(path, shown: shown)
                mbox = (MboxReader(descriptor: file.descriptor, path: name), file.descriptor)
                return nil
            }
            let (bytes, modified) = try FileReading.read(path, shown: shown)
            return .item(
                RawItem(
                    path: name, bytes: bytes, received: isMaildir ? modified : nil,
                    folder: isMaildir ? Self.maildirFolder(name) : nil))
        } catch {
            return .fault(error)
        }
    }

    /// The `Sent` of `.Sent/cur/1`; nil for the inbox.
    private static func maildirFolder(_ name: String) -> String? {
        let parts = name.split(separator: "/")
        guard parts.count >= 3, parts[parts.count - 3].hasPrefix(".") else { return nil }
        return String(parts[parts.count - 3].dropFirst())
    }

    /// The type bits of what `path` leads to; nil when it leads nowhere.
    private static func kind(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
