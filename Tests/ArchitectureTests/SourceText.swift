/// A Swift file read as words: comments and the text of string literals left out, interpolations too.
struct SourceText {
    let lines: [String]

    init(_ text: String) {
        lines = Self.withoutCommentsAndStrings(text).split(separator: "\n").map(String.init)
    }

    /// Names of the modules imported, whatever the access level or the kind (`import struct A.B`).
    var imports: [String] {
        let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        let modifiers: Set<String> = [
            "public", "package", "internal", "fileprivate", "private", "@testable", "@preconcurrency",
        ]
        return lines.compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            while let first = words.first, modifiers.contains(first) { words.removeFirst() }
            guard words.first == "import", words.count > 1 else { return nil }
            let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
            return name.split(separator: ".").first.map(String.init)
        }
    }

    var words: Set<String> {
        var found: Set<String> = []
        for line in lines {
            let pieces = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            found.formUnion(pieces.map(String.init))
        }
        return found
    }

    var declaredTypes: Set<String> {
        let keywords: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        var found: Set<String> = []
        for line in lines {
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            for (keyword, name) in zip(words, words.dropFirst()) where keywords.contains(keyword) {
                found.insert(String(name))
            }
        }
        return found
    }

    private static func withoutCommentsAndStrings(_ text: String) -> String {
        var result = ""
        var inBlockString = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.contains("\"\"\"") {
                inBlockString.toggle()
                result += "\n"
                continue
            }
            if inBlockString { continue }
            result += code(of: line) + "\n"
        }
        return result
    }

    /// The line up to `//`, without what stands between quotation marks.
    private static func code(of line: Substring) -> String {
        var kept = ""
        var inString = false
        var previous: Character = " "
        for character in line {
            if character == "\"" && previous != "\\" { inString.toggle() }
            if !inString && character == "/" && previous == "/" { return String(kept.dropLast()) }
            if !inString && character != "\"" { kept.append(character) }
            previous = character
        }
        return kept
    }
}
