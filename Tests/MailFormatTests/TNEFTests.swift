import Testing

@testable import MailFormat

/// Writes TNEF as [MS-OXTNEF] lays it out.
private struct TNEFWriter {
    var bytes: [UInt8] = [0x78, 0x9F, 0x3E, 0x22, 1, 0]

    static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    mutating func attribute(_ id: Int, _ data: [UInt8]) {
        let checksum = data.reduce(0) { $0 + Int($1) } & 0xFFFF
        bytes += [1] + Self.number(id, 4) + Self.number(data.count, 4) + data + Self.number(checksum, 2)
    }

    /// Properties of one value each; a value is padded to four bytes.
    mutating func properties(_ id: Int, _ list: [(type: Int, id: Int, value: [UInt8])]) {
        var data = Self.number(list.count, 4)
        for property in list {
            data += Self.number(property.type, 2) + Self.number(property.id, 2)
            data += Self.number(1, 4) + Self.number(property.value.count, 4) + property.value
            data += [UInt8](repeating: 0, count: (4 - property.value.count % 4) % 4)
        }
        attribute(id, data)
    }

    static func utf16(_ text: String) -> [UInt8] { text.utf16.flatMap { number(Int($0), 2) } + [0, 0] }
}

private func sampleTNEF() -> [UInt8] {
    var writer = TNEFWriter()
    writer.attribute(0x69007, TNEFWriter.number(1250, 4) + [0, 0, 0, 0])
    writer.properties(
        0x69003,
        [
            (0x1F, 0x0037, TNEFWriter.utf16("Nabídka")),
            (0x1E, 0x1000, Array("Dobr\u{FD} den,\r\nd\u{ED}ky".unicodeScalars.map { UInt8($0.value) })),
        ])
    writer.attribute(0x69002, [0, 0])
    writer.attribute(0x18010, Array("CENIK~1.XLS".utf8) + [0])
    writer.attribute(0x6800F, [1, 2, 3])
    writer.properties(0x69005, [(0x1F, 0x3707, TNEFWriter.utf16("Ceník 2026.xlsx"))])
    writer.attribute(0x69002, [0, 0])
    writer.attribute(0x18010, Array("logo.png".utf8) + [0])
    writer.attribute(0x6800F, [9])
    return writer.bytes
}

@Test("winmail.dat: subject, text, names and content of the files")
func readsTNEF() throws {
    let bytes = sampleTNEF()
    let tnef = try #require(TNEF(bytes))
    #expect(tnef.subject == "Nabídka")
    #expect(tnef.text == "Dobrý den,\ndíky")
    #expect(tnef.attachments.map(\.name) == ["Ceník 2026.xlsx", "logo.png"])
    #expect(tnef.attachments.map { Array(bytes[$0.dataRange]) } == [[1, 2, 3], [9]])
}

@Test("a winmail.dat cut off anywhere, or with any octet changed, is read without a trap")
func survivesDamagedTNEF() throws {
    let bytes = sampleTNEF()
    for count in bytes.indices { _ = TNEF(Array(bytes[..<count])) }
    for place in bytes.indices {
        for value in [0, 0x7F, 0x80, 0xFF] as [UInt8] {
            var changed = bytes
            changed[place] = value
            _ = TNEF(changed)
        }
    }
    #expect(TNEF([]) == nil)
    #expect(TNEF(Array("MIME-Version: 1.0".utf8)) == nil)
}

@Test("values without any bytes do not cost a step each")
func boundsEmptyValues() throws {
    var writer = TNEFWriter()
    writer.attribute(
        0x69003,
        TNEFWriter.number(1, 4) + TNEFWriter.number(0x1001, 2) + [1, 0] + TNEFWriter.number(0xFFFF_FFFF, 4))
    #expect(TNEF(writer.bytes) != nil)
}

@Test("compressed RTF, the examples of [MS-OXRTFCP] §3")
func decompressesRTF() {
    let simple: [UInt8] = [
        0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0, 0x0A, 0, 0x72,
        0x63,
        0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0, 0x20, 0x62,
        0x77,
        0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
    ]
    let text = CompressedRTF.decompress(simple[...], limits: .standard)
    #expect(
        text.map { String(decoding: $0, as: UTF8.self) }
            == "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")
    let overlapping: [UInt8] = [
        0x1A, 0, 0, 0, 0x1C, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B, 0x51, 0x41, 0, 0x04, 0x20,
        0x57, 0x58,
        0x59, 0x5A, 0x0D, 0x6E, 0x7D, 0x01, 0x0E, 0xB0,
    ]
    let repeated = CompressedRTF.decompress(overlapping[...], limits: .standard)
    #expect(repeated.map { String(decoding: $0, as: UTF8.self) } == "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")
    for count in simple.indices { _ = CompressedRTF.decompress(simple[..<count], limits: .standard) }
}

private let rtf: [(document: String, text: String?)] = [
    ("{\\rtf1\\ansi\\ansicpg1252\\pard hello world\\par}", "hello world"),
    ("{\\rtf1\\ansi\\ansicpg1250 Dobr\\'fd den\\line d\\'edky}", "Dobrý den\ndíky"),
    ("{\\rtf1{\\fonttbl{\\f0 Arial;}}\\f0 a{\\*\\generator Riched;}b}", "ab"),
    ("{\\rtf1\\uc1 \\u8364?5 \\u-10179?\\{x\\}}", "€5 \u{FFFD}{x}"),
    ("{\\rtf1\\fromhtml1{\\*\\htmltag <p>}\\htmlrtf {\\htmlrtf0 Hallo\\htmlrtf }\\htmlrtf0}", "Hallo"),
    ("{\\rtf1}", nil),
    ("{{{{", nil),
]

@Test("text of RTF", arguments: rtf)
func readsRTF(_ document: String, _ text: String?) {
    #expect(RTFText.plain(Array(document.utf8)) == text)
}

@Test("groups inside each other without end")
func boundsGroups() {
    let deep = [UInt8](repeating: UInt8(ascii: "{"), count: 200_000) + Array("x".utf8)
    #expect(RTFText.plain(deep) == "x")
}
