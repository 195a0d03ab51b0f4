/// The marks that end a question: `?`, `？` of Chinese and Japanese (U+FF1F), `؟` of Arabic (U+061F), `;` of Greek.
enum QuestionMarks {
    static func stand(in bytes: [UInt8]) -> Bool {
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "?") where !beginsQuery(bytes, index): return true
            case 0xEF where follow(bytes, index, 0xBC, 0x9F): return true
            case 0xD8 where index + 1 < bytes.count && bytes[index + 1] == 0x9F: return true
            case 0xCD where index + 1 < bytes.count && bytes[index + 1] == 0xBE: return true  // U+037E
            case UInt8(ascii: ";") where endsGreekWord(bytes, index): return true
            default: break
            }
        }
        return false
    }

    /// Bytes of an address in front of its query.
    private static let maximumAddress = 300
    private static let scheme = Array("://".utf8)

    /// `https://a.example/v?t=9c1e77`: a link asks nobody.
    private static func beginsQuery(_ bytes: [UInt8], _ index: Int) -> Bool {
        guard index + 1 < bytes.count, WordBytes.isWordASCII(bytes[index + 1]) else { return false }
        let before = bytes[max(0, index - maximumAddress)..<index]
        let start = before.lastIndex { $0 <= 0x20 || $0 == 0x3C || $0 == 0x28 || $0 == 0x22 }
        let address = before[(start.map { $0 + 1 } ?? before.startIndex)...]
        return ByteSearch.contains(scheme, in: address)
            || address.starts(with: "www.".utf8)
    }

    private static func follow(_ bytes: [UInt8], _ index: Int, _ second: UInt8, _ third: UInt8) -> Bool {
        index + 2 < bytes.count && bytes[index + 1] == second && bytes[index + 2] == third
    }

    /// A semicolon elsewhere: Greek letters are two bytes from 0xCD, 0xCE or 0xCF on.
    private static func endsGreekWord(_ bytes: [UInt8], _ index: Int) -> Bool {
        guard index >= 2, bytes[index - 1] >= 0x80 else { return false }
        return (0xCD...0xCF).contains(bytes[index - 2])
    }
}
