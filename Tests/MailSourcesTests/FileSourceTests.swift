import Foundation
import MailSources
import Testing

private func read(_ paths: [String], asMbox: Bool = false) -> [String] {
    FileSource(paths: paths, asMbox: asMbox).map { result in
        switch result {
        case .item(let item):
            item.path + (item.index.map { "#\($0)" } ?? "") + "="
                + String(decoding: item.bytes, as: UTF8.self)
        case .fault(let fault): "!" + fault.description
        }
    }
}

@Test("files below a folder, sorted by bytes, dot files left out")
func walksFolders() throws {
    let folder = try Folder()
    for name in ["b.eml", "a/2.eml", "a/10.eml", "Z.eml", ".hidden"] { try folder.write(name, name) }
    #expect(read([folder.path]) == ["Z.eml=Z.eml", "a/10.eml=a/10.eml", "a/2.eml=a/2.eml", "b.eml=b.eml"])
    #expect(read([folder.path + "/b.eml"]) == ["\(folder.path)/b.eml=b.eml"])
}

@Test("a Maildir: new and cur and subfolders, not tmp")
func readsMaildir() throws {
    let folder = try Folder()
    for name in ["cur/1:2,S", "new/2", "tmp/3", ".Junk/cur/4", ".Junk/new/5", "dovecot.index"] {
        try folder.write("m", name)
    }
    #expect(read([folder.path]) == ["cur/1:2,S=m", "new/2=m", ".Junk/cur/4=m", ".Junk/new/5=m"])
    for case .item(let item) in FileSource(paths: [folder.path]) {
        #expect(item.received != nil)
        #expect(item.folder == (item.path.hasPrefix(".Junk") ? "Junk" : nil))
    }
}

@Test("what cannot be read is a fault, and the rest goes on")
func tellsFaults() throws {
    let folder = try Folder()
    try folder.write("m", "b")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/a", withDestinationPath: "nowhere")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/c", withDestinationPath: folder.path)
    let missing = "/no/such/place"
    #expect(
        read([missing, folder.path]) == [
            "!/no/such/place: there is no such file or folder; check the path",
            "!\(folder.path)/a: there is no such file or folder; check the path", "b=m",
        ])
}

private let boxes: [(text: String, messages: [String])] = [
    ("", []),
    (
        "From a@b Tue Mar  3 09:00:00 2026\nA: 1\n\none\n\nFrom - Tue Mar  3 09:00:01 2026\nA: 2\n\ntwo\n",
        ["A: 1\n\none\n", "A: 2\n\ntwo\n"]
    ),
    // Quoted once more than it was.
    ("From a Tue Mar  3 09:00:00 2026\n\n>From me\n>>From you\n> From\n", ["\nFrom me\n>From you\n> From\n"]),
    // Running text: no empty line before it, or no date in it.
    (
        "From a Tue Mar  3 09:00:00 2026\n\nx\nFrom b Tue Mar  3 09:00:00 2026\n\nFrom here on\n",
        ["\nx\nFrom b Tue Mar  3 09:00:00 2026\n\nFrom here on\n"]
    ),
    (
        "From a Tue Mar  3 09:00:00 2026\r\nA: 1\r\n\r\none\r\n\r\nFrom b Tue Mar  3 09:00:00 2026\r\n\r\ntwo",
        ["A: 1\r\n\r\none\r\n", "\r\ntwo"]
    ),
    ("A: 1\n\nno separator at all\n", ["A: 1\n\nno separator at all\n"]),
]

@Test("mbox", arguments: boxes)
func readsMbox(_ text: String, _ messages: [String]) throws {
    let folder = try Folder()
    try folder.write(text, "x.mbox")
    let path = folder.path + "/x.mbox"
    let expected = messages.enumerated().map { "\(path)#\($0)=\($1)" }
    #expect(read([path]) == expected)
    try folder.write(text, "y")
    #expect(read([folder.path + "/y"], asMbox: true).count == messages.count)
}

@Test("an mbox larger than one read, a message across every border")
func readsLargeMbox() throws {
    let folder = try Folder()
    let bodies = (0..<300).map { number in
        (0..<(number * 7 % 500)).map { "line \($0) of message \(number)\n" }.joined()
    }
    try folder.write(bodies.map { "From a Tue Mar  3 09:00:00 2026\nA: 1\n\n\($0)\n" }.joined(), "x.mbox")
    var found: [String] = []
    for case .item(let item) in FileSource(paths: [folder.path + "/x.mbox"]) {
        found.append(String(decoding: item.bytes, as: UTF8.self))
    }
    #expect(found == bodies.map { "A: 1\n\n\($0)" })
}
