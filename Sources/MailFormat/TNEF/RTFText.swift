/// The text of a Rich Text Format document, without any of its looks.
enum RTFText {
    /// Groups that hold no text of the document.
    private static let silent: Set<String> = [
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "listtable",
        "listoverridetable", "generator", "themedata", "datastore", "xmlnstbl", "htmltag", "mhtmltag",
    ]

    /// What a control word or symbol stands for.
    private static let characters: [String: String] = [
        "par": "\n", "line": "\n", "row": "\n", "cell": "\t", "tab": "\t", "lquote": "\u{2018}",
        "rquote": "\u{2019}", "ldblquote": "\u{201C}", "rdblquote": "\u{201D}", "bullet": "\u{2022}",
        "endash": "\u{2013}", "emdash": "\u{2014}", "~": "\u{A0}", "_": "-", "{": "{", "}": "}", "\\": "\\",
    ]

    /// Nil when no text is in it. Octets are read in the code page that the document declares.
    static func plain(_ document: [UInt8]) -> String? {
        var reader = Reader(document)
        let text = reader.read().trimmingWhite
        return text.isEmpty ? nil : text
    }

    private struct Group {
        var isSilent = false
        /// `\uc`: how many characters stand in for one of `\u`.
        var substitutes = 1
    }

    private struct Reader {
        private let bytes: [UInt8]
        private var place = 0
        private var groups = [Group()]
        private var charset = Charset.windows1252
        private var output = ""
        /// Octets that wait to be decoded together: a character may be several.
        private var pending: [UInt8] = []
        /// Substitutes still to pass over.
        private var skip = 0
        private var overflow = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        mutating func read() -> String {
            while place < bytes.count {
                let byte = bytes[place]
                place += 1
                switch byte {
                case UInt8(ascii: "{"): open()
                case UInt8(ascii: "}"): close()
                case ASCII.backslash: readControl()
                case ASCII.carriageReturn, ASCII.lineFeed: break
                default: take(byte)
                }
            }
            flush()
            return output
        }

        /// Groups below `maximumRTFDepth` share the state of the one at that depth.
        private mutating func open() {
            skip = 0
            if groups.count < MailLimits.standard.maximumRTFDepth {
                groups.append(groups[groups.count - 1])
            } else {
                overflow += 1
            }
        }

        private mutating func close() {
            skip = 0
            if overflow > 0 {
                overflow -= 1
            } else if groups.count > 1 {
                groups.removeLast()
            }
        }

        private mutating func take(_ byte: UInt8) {
            if skip > 0 {
                skip -= 1
            } else if !groups[groups.count - 1].isSilent {
                pending.append(byte)
            }
        }

        private mutating func append(_ text: String) {
            guard !groups[groups.count - 1].isSilent else { return }
            flush()
            output += text
        }

        private mutating func flush() {
            guard !pending.isEmpty else { return }
            output += TextDecoding.text(pending, declared: charset, fallback: .windows1252)
            pending.removeAll(keepingCapacity: true)
        }

        private mutating func readControl() {
            guard place < bytes.count else { return }
            guard ASCII.isLetter(bytes[place]) else { return readSymbol() }
            let start = place
            while place < bytes.count, ASCII.isLetter(bytes[place]) { place += 1 }
            let word = String(decoding: bytes[start..<place], as: UTF8.self)
            let number = readNumber()
            if place < bytes.count, bytes[place] == ASCII.space { place += 1 }
            apply(word, number)
        }

        /// A sign and at most nine digits.
        private mutating func readNumber() -> Int? {
            var ahead = place
            let isNegative = ahead < bytes.count && bytes[ahead] == ASCII.hyphen
            if isNegative { ahead += 1 }
            let start = ahead
            while ahead < bytes.count, ASCII.isDigit(bytes[ahead]), ahead - start < 9 { ahead += 1 }
            guard ahead > start else { return nil }
            place = ahead
            let value = bytes[start..<ahead].reduce(0) { $0 * 10 + Int($1) - 48 }
            return isNegative ? -value : value
        }

        private mutating func readSymbol() {
            let symbol = bytes[place]
            place += 1
            switch symbol {
            case ASCII.apostrophe:
                guard place + 1 < bytes.count, let high = ASCII.hexValue(bytes[place]),
                    let low = ASCII.hexValue(bytes[place + 1])
                else { return }
                place += 2
                take(high << 4 | low)
            // An optional destination that nobody needs to know: no text of the document.
            case ASCII.asterisk: groups[groups.count - 1].isSilent = true
            case ASCII.lineFeed, ASCII.carriageReturn: append("\n")
            default:
                let name = String(decoding: [symbol], as: UTF8.self)
                if let text = RTFText.characters[name] { append(text) }
            }
        }

        private mutating func apply(_ word: String, _ number: Int?) {
            if let text = RTFText.characters[word] { return append(text) }
            if RTFText.silent.contains(word) { return groups[groups.count - 1].isSilent = true }
            switch word {
            // Between `\htmlrtf` and `\htmlrtf0` stands what only RTF needs ([MS-OXRTFEX] §2.1.3.1).
            case "htmlrtf": groups[groups.count - 1].isSilent = number != 0
            case "ansicpg":
                flush()
                charset = number.flatMap { Charset(label: Array("cp\($0)".utf8)[...]) } ?? charset
            case "uc": groups[groups.count - 1].substitutes = max(0, min(number ?? 1, 16))
            case "u":
                let value = (number ?? 0) < 0 ? (number ?? 0) + 65_536 : number ?? 0
                // Halves of a pair are no scalar; they are rare enough to be one unknown character each.
                append(Unicode.Scalar(UInt32(clamping: value)).map { String($0) } ?? "\u{FFFD}")
                skip = groups[groups.count - 1].substitutes
            default: break
            }
        }
    }
}
