/// Words of a line as its writer wrote them, looked at for names.
enum NameWords {
    /// What parts words: ASCII marks, U+00A0 always, and U+2013 and U+2014 where asked.
    struct Marks: Sendable {
        let ascii: ByteSet
        let dashes: Bool
    }

    static let closingMarks = Marks(ascii: ByteSet(" ,"), dashes: false)
    static let nameMarks = Marks(ascii: ByteSet(" ,-/~*()[]"), dashes: true)

    static func split(_ line: ArraySlice<UInt8>, _ marks: Marks) -> [ArraySlice<UInt8>] {
        var words: [ArraySlice<UInt8>] = []
        var start: Int?
        var index = line.startIndex
        while index < line.endIndex {
            let length = markLength(line, at: index, marks)
            if length == 0 {
                start = start ?? index
            } else if let first = start {
                words.append(line[first..<index])
                start = nil
            }
            index += max(length, 1)
        }
        if let first = start { words.append(line[first...]) }
        return words
    }

    private static func markLength(_ line: ArraySlice<UInt8>, at index: Int, _ marks: Marks) -> Int {
        let byte = line[index]
        if byte < 0x80 { return marks.ascii.contains(byte) ? 1 : 0 }
        if byte == 0xC2 { return index + 1 < line.endIndex && line[index + 1] == 0xA0 ? 2 : 0 }
        guard marks.dashes, byte == 0xE2, index + 2 < line.endIndex, line[index + 1] == 0x80 else { return 0 }
        return line[index + 2] == 0x93 || line[index + 2] == 0x94 ? 3 : 0
    }

    /// A word of the sender's own name, or one that begins with a capital and is all letters.
    static func isName(_ word: ArraySlice<UInt8>, of names: [ArraySlice<UInt8>]) -> Bool {
        guard word.allSatisfy({ $0 < 0x80 }) else {
            return isName(String(decoding: word, as: UTF8.self), names)
        }
        if word.count <= 24, isCapitalised(word),
            word.allSatisfy({ isLetter($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x27 })
        {
            return true
        }
        return !names.isEmpty && names.contains(Folding.fold(word).filter(isLetter)[...])
    }

    private static func isName(_ word: String, _ names: [ArraySlice<UInt8>]) -> Bool {
        let folded = String(decoding: Folding.fold(Array(word.utf8)[...]), as: UTF8.self).filter {
            $0.isLetter
        }
        if names.contains(Array(folded.utf8)[...]) { return true }
        guard let first = word.first, first.isUppercase, word.utf8.count <= 24 else { return false }
        return word.allSatisfy { $0.isLetter || $0 == "-" || $0 == "." || $0 == "'" }
    }

    static func isCapitalised(_ word: ArraySlice<UInt8>) -> Bool {
        guard let first = word.first else { return false }
        if first < 0x80 { return first &- UInt8(ascii: "A") < 26 }
        return String(decoding: word.prefix(16), as: UTF8.self).first?.isUppercase ?? false
    }

    /// A degree in front of a name: `Dr.`, `mgr`, or a small word with a point, `lek.`
    static func isTitle(_ word: ArraySlice<UInt8>) -> Bool {
        guard let last = word.last, word.count <= 9 else { return false }
        let isShortForm = last == UInt8(ascii: ".")
        return isShortForm && !isCapitalised(word)
            || titles.contains(Folding.fold(isShortForm ? word.dropLast() : word))
    }

    private static let titles = Set(
        "dr prof ing dipl mag mgr med phdr mudr judr rndr mvdr bc".split(separator: " ")
            .map { Array($0.utf8)[...] })

    static func isOneLetter(_ word: ArraySlice<UInt8>) -> Bool {
        if word.count == 1 { return true }
        guard let first = word.first, first >= 0x80 else { return false }
        return String(decoding: word, as: UTF8.self).count == 1
    }

    /// A short line of Chinese, Japanese or Korean.
    static func isUnspacedName(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, first >= 0xE2 || first == 0x20 else { return false }
        let scalars = String(decoding: line, as: UTF8.self).unicodeScalars
        return scalars.count <= 12 && scalars.allSatisfy { $0.value > 0x2E80 || $0 == " " }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
