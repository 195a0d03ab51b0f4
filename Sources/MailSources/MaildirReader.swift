import CalendarTime
import Foundation

/// A message in a Maildir, known by its unique name: that stays when it moves from `new` to `cur`, and when its flags
/// change. Source: https://cr.yp.to/proto/maildir.html.
public struct MaildirEntry: Hashable, Sendable {
    /// The file's name before the `:`, and before it the subfolder: `.Junk/1700000000.M1P1.host`.
    public let name: String
    /// Nil for the folder itself.
    public let subfolder: String?
    /// Relative to the Maildir.
    fileprivate let path: String
}

/// Lists and reads a Maildir; moves and changes nothing in it.
public struct MaildirReader: Sendable {
    private let path: String
    /// `Junk` is the folder `.Junk` (Maildir++).
    private let subfolders: [String]

    /// - Parameter subfolders: those that are read besides the folder itself.
    public init(path: String, subfolders: [String] = []) {
        self.path = path
        self.subfolders = subfolders
    }

    /// Names of the subfolders there are, without their dot, sorted.
    public static func subfolders(of path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { name in
            name.hasPrefix(".") && FileManager.default.fileExists(atPath: "\(path)/\(name)/cur")
        }.map { String($0.dropFirst()) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// All messages, by name. `tmp` holds those that are still being written.
    public func entries() throws(SourceFault) -> [MaildirEntry] {
        var found: [String: MaildirEntry] = [:]
        for subfolder in [nil] + subfolders.map(Optional.some) {
            let folder = subfolder.map { ".\($0)/" } ?? ""
            // First `new`: what is moved to `cur` meanwhile is met twice, and not missed.
            for part in ["new", "cur"] {
                for file in try Self.names("\(path)/\(folder)\(part)") where !file.hasPrefix(".") {
                    let name = folder + file.prefix { $0 != ":" }
                    found[name] = MaildirEntry(
                        name: name, subfolder: subfolder, path: "\(folder)\(part)/\(file)")
                }
            }
        }
        return found.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The message, with the file's time; nil when it is gone. One that moved since it was listed is looked for.
    public func read(_ entry: MaildirEntry) throws(SourceFault) -> RawItem? {
        if let item = try readFile(entry) { return item }
        guard let moved = try entries().first(where: { $0.name == entry.name }) else { return nil }
        return try readFile(moved)
    }

    /// When the file was written; nil when it is gone.
    public func modified(_ entry: MaildirEntry) -> Instant? {
        var status = stat()
        guard stat("\(path)/\(entry.path)", &status) == 0 else { return nil }
        return Instant(seconds: Int64(status.st_mtim.tv_sec))
    }

    private func readFile(_ entry: MaildirEntry) throws(SourceFault) -> RawItem? {
        do throws(SourceFault) {
            let (bytes, modified) = try FileReading.read(
                "\(path)/\(entry.path)", shown: "\(path)/\(entry.path)")
            return RawItem(path: entry.path, bytes: bytes, received: modified, folder: entry.subfolder)
        } catch {
            guard error.reason == .missing else { throw error }
            return nil
        }
    }

    private static func names(_ path: String) throws(SourceFault) -> [String] {
        guard let folder = opendir(path) else {
            let fault = FileReading.fault(path)
            throw fault.reason == .missing ? SourceFault(path: path, reason: .noMaildir) : fault
        }
        defer { closedir(folder) }
        var names: [String] = []
        while true {
            errno = 0
            guard let next = readdir(folder) else {
                // Half a list would pass for messages that were deleted.
                guard errno == 0 else { throw FileReading.fault(path) }
                return names
            }
            names.append(
                withUnsafeBytes(of: &next.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
    }
}
