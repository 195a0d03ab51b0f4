/// The marks that end a question: `?`, `？` of Chinese and Japanese (U+FF1F), `؟` of Arabic (U+061F), `;` of Greek.
enum QuestionMarks {
    static func stand(in bytes: [UInt8]) -> Bool {
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "?"): return true
            case 0xEF where follow(bytes, index, 0xBC, 0x9F): return true
            case 0xD8 where index + 1 < bytes.count && bytes[index + 1] == 0x9F: return true
            case 0xCD where index + 1 < bytes.count && bytes[index + 1] == 0xBE: return true  // U+037E
            case UInt8(ascii: ";") where endsGreekWord(bytes, index): return true
            default: break
            }
        }
        return false
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
