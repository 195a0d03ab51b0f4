import Foundation
import IMAPProtocol
import MailSources

/// The Maildir or mbox of a mailbox, as its settings name it.
struct LocalMailbox {
    let path: String
    private let isMaildir: Bool
    private let readsJunk: Bool

    init(_ connection: MailboxConnection) {
        path = connection.path ?? ""
        isMaildir = connection.source == .maildir
        readsJunk = connection.readsJunk
    }

    var maildir: MaildirReader {
        MaildirReader(path: path, subfolders: readsJunk ? junk.map { [$0] } ?? [] : [])
    }

    /// Name of the subfolder that the mail system puts its junk into.
    private var junk: String? {
        let listed = MaildirReader.subfolders(of: path).map {
            IMAPFolderListing(attributes: [], delimiter: UInt8(ascii: "."), name: Array($0.utf8))
        }
        return JunkFolder.choose(listed).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether it is there and can be read; what is in it.
    func look() throws(SourceFault) -> [String] {
        guard isMaildir else {
            _ = try MboxTail(path: path, after: nil)
            return ["it can be read"]
        }
        var facts = ["\(try maildir.entries().count) messages"]
        if readsJunk {
            facts.append(
                junk.map { "read: the folder itself, .\($0)" }
                    ?? "no junk folder found; replies that were taken for spam are not seen")
        }
        let others = MaildirReader.subfolders(of: path).filter { !readsJunk || $0 != junk }
        if !others.isEmpty { facts.append("not read: \(others.map { "." + $0 }.joined(separator: ", "))") }
        return facts
    }

    /// An mbox that is gone while its folder is there: mail programs remove one that has become empty.
    var isEmptied: Bool {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        return !FileManager.default.fileExists(atPath: path) && FileManager.default.fileExists(atPath: folder)
    }
}
