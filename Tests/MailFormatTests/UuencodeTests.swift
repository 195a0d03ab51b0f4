import Testing

@testable import MailFormat

private let file = "begin 644 Angebot März.txt\n)2&%L;&\\@=&5R\n`\nend\n"

@Test("a file in a text: its name, its place, its content")
func findsFile() throws {
    let text = Array("Hallo,\n\n\(file)\nGruss\n".utf8)
    let found = Uuencode.files(in: text)
    #expect(found.map(\.name) == ["Angebot März.txt"])
    let first = try #require(found.first)
    #expect(String(decoding: text[first.start..<first.end], as: UTF8.self) == file)
    #expect(Uuencode.content(of: first, in: text) == Array("Hallo ter".utf8))
}

private let noFiles = [
    "We begin 100 of them on Monday\nthen we rest\n",
    "begin 644 x\nThis is plain prose and no data line at all, really.\n",
    "begin 9 x\n`\nend\n",
    "begin 644 \n#86)C\n`\nend\n",
    "begin",
    "",
]

@Test("prose that begins like a file", arguments: noFiles)
func findsNoFile(_ text: String) { #expect(Uuencode.files(in: Array(text.utf8)).isEmpty) }

@Test("a reader's text has no file in it, the part's text has")
func leavesFilesOut() {
    for end in ["\n", "\r\n"] {
        let text = "Hallo,\n\n\(file)Gruss\n".split(separator: "\n", omittingEmptySubsequences: false)
        let message = Message(
            Array(
                ("Subject: x\n\n" + text.joined(separator: "\n")).utf8.flatMap { byte in
                    byte == 10 ? Array(end.utf8) : [byte]
                }))
        #expect(message.readableText(of: 0) == "Hallo,\n\nGruss\n")
        #expect(message.text(of: 0).contains("begin 644"))
        #expect(message.containedFileNames == ["Angebot März.txt"])
    }
}

@Test("Content-Transfer-Encoding: x-uuencode, with and without its first line")
func decodesEncoding() {
    for head in ["begin 644 a\n", ""] {
        let message = Message(
            Array("Content-Transfer-Encoding: x-uuencode\n\n\(head)#86)C\n`\nend\nrest".utf8))
        #expect(message.body(of: 0) == Array("abc".utf8))
    }
}

@Test("a file cut off anywhere gives no more than its content")
func cutAnywhere() {
    let text = Array(file.utf8)
    for count in text.indices {
        for found in Uuencode.files(in: Array(text[..<count])) {
            #expect(Uuencode.content(of: found, in: Array(text[..<count])).count <= 9)
        }
    }
}
