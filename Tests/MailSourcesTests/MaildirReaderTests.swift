import Foundation
import MailSources
import Testing

struct MaildirReaderTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        for part in ["new/.keep", "cur/.keep", "tmp/9.M9.host"] { try folder.write("", part) }
    }

    private func names(_ subfolders: [String] = []) throws -> [String] {
        try MaildirReader(path: folder.path, subfolders: subfolders).entries().map(\.name)
    }

    @Test("a message keeps its name when it moves, and when its flags change")
    func keepsNames() throws {
        try folder.write("a", "new/1.M1P1.host,S=1")
        #expect(try names() == ["1.M1P1.host,S=1"])
        try folder.move("new/1.M1P1.host,S=1", to: "cur/1.M1P1.host,S=1:2,S")
        #expect(try names() == ["1.M1P1.host,S=1"])
        try folder.move("cur/1.M1P1.host,S=1:2,S", to: "cur/1.M1P1.host,S=1:2,RS")
        #expect(try names() == ["1.M1P1.host,S=1"])
    }

    @Test("a subfolder is read when it is named; its names are its own")
    func readsSubfolders() throws {
        for name in ["new/1", ".Junk/cur/1:2,", ".Junk/new/.keep", ".Sent/cur/2", ".Sent/new/.keep"] {
            try folder.write("a", name)
        }
        #expect(MaildirReader.subfolders(of: folder.path) == ["Junk", "Sent"])
        #expect(try names() == ["1"])
        #expect(try names(["Junk"]) == [".Junk/1", "1"])
    }

    @Test("a message that moved after it was listed is read where it is now; a deleted one is not")
    func followsMoves() throws {
        for name in ["new/1", "new/2"] { try folder.write("mail \(name)", name) }
        let reader = MaildirReader(path: folder.path)
        let entries = try reader.entries()
        try folder.move("new/1", to: "cur/1:2,S")
        try folder.remove("new/2")
        #expect(try entries.map { try reader.read($0)?.bytes } == [Array("mail new/1".utf8), nil])
    }

    @Test("what is no Maildir, and what is no file, is told with its place")
    func tellsFaults() throws {
        try folder.remove("new")
        let gone = #expect(throws: SourceFault.self) { try names() }
        #expect(gone == SourceFault(path: folder.path + "/new", reason: .noMaildir))
        try folder.write("a", "new/3/deeper")
        let reader = MaildirReader(path: folder.path)
        let entry = try #require(try reader.entries().first)
        let fault = #expect(throws: SourceFault.self) { try reader.read(entry) }
        #expect(fault == SourceFault(path: folder.path + "/new/3", reason: .noRegularFile))
    }
}
