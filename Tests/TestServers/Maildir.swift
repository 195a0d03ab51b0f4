import Foundation
import Synchronization

/// The Maildir of a user of a Dovecot.
package struct Maildir {
    package let folder: URL
    private static let next = Mutex(1)

    package init(_ dovecot: Dovecot, _ user: String) {
        folder = URL(filePath: dovecot.folder).appending(path: "mail/\(user)/Maildir")
    }

    /// Puts a new message into the inbox, or into a folder such as `Junk`.
    package func deliver(_ text: String, to name: String? = nil) throws {
        let box = name.map { folder.appending(path: "." + $0) } ?? folder
        for part in ["cur", "new", "tmp"] { try make(box.appending(path: part)) }
        let number = Self.next.withLock { number in
            defer { number += 1 }
            return number
        }
        let file = box.appending(path: "new/\(1_700_000_000 + number).M\(number)P1.test")
        try Data(text.utf8).write(to: file)
        try give(file)
    }

    package func files(_ part: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path))?.sorted()
            ?? []
    }

    package func remove(_ file: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: file))
    }

    private func make(_ url: URL) throws {
        var missing: [URL] = []
        var place = url
        while !FileManager.default.fileExists(atPath: place.path) {
            missing.append(place)
            place.deleteLastPathComponent()
        }
        for url in missing.reversed() {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
            try give(url)
        }
    }

    /// To the user that the server reads mail as.
    private func give(_ url: URL) throws {
        if getuid() == 0, chown(url.path, 65_534, 65_534) != 0 { throw CocoaError(.fileWriteNoPermission) }
    }
}
