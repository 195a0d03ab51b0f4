/// One parameter found in a field, its sections joined (RFC 2231 §3, §4).
struct ParameterReading {
    /// Joined and, where marked so, percent-decoded; in `charset`.
    let bytes: [UInt8]
    /// As the extended value declares it.
    let charset: Charset?
    /// Written as `name*` or in sections of which one is extended.
    let isExtended: Bool

    private struct Section {
        let number: Int
        let isExtended: Bool
        let bytes: [UInt8]
    }

    /// Nil when the field has no such parameter. `name` is in lower case. `takesSpaces`: a value without quotes goes
    /// to the next semicolon.
    init?(_ parameters: Parameters, name wanted: [UInt8], takesSpaces: Bool) {
        var plain: [UInt8]?
        var extended: [UInt8]?
        var sections: [Section] = []
        parameters.forEach { name, value in
            guard name.count >= wanted.count,
                FieldName.matches(name[name.startIndex..<name.startIndex + wanted.count], lowerCase: wanted)
            else { return true }
            func bytes() -> [UInt8] {
                guard takesSpaces, !value.isQuoted else { return parameters.bytes(of: value) }
                return parameters.valueWithSpaces(from: value.range.lowerBound)
            }
            switch Self.suffix(name.dropFirst(wanted.count)) {
            case .plain: if plain == nil { plain = bytes() }
            case .extended: if extended == nil { extended = parameters.bytes(of: value) }
            case .section(let number, let isExtended):
                if sections.count < parameters.maximumSections {
                    let bytes = isExtended ? parameters.bytes(of: value) : bytes()
                    sections.append(Section(number: number, isExtended: isExtended, bytes: bytes))
                }
            case .otherName: break
            }
            return true
        }
        if let plain, extended == nil, sections.isEmpty {
            self.init(bytes: plain, charset: nil, isExtended: false)
            return
        }
        if let extended {
            self.init(sections: [Section(number: 0, isExtended: true, bytes: extended)])
        } else if !sections.isEmpty {
            // Stable, so that of two sections with one number the first comes first.
            self.init(
                sections: sections.enumerated().sorted {
                    ($0.element.number, $0.offset) < ($1.element.number, $1.offset)
                }.map(\.element))
        } else {
            return nil
        }
    }

    private init(bytes: [UInt8], charset: Charset?, isExtended: Bool) {
        self.bytes = bytes
        self.charset = charset
        self.isExtended = isExtended
    }

    private init(sections: [Section]) {
        var joined: [UInt8] = []
        var charset: Charset?
        for (index, section) in sections.enumerated() {
            var bytes = section.bytes[...]
            if index == 0, section.isExtended {
                // charset'language'text
                let pieces = bytes.split(
                    separator: ASCII.apostrophe, maxSplits: 2, omittingEmptySubsequences: false)
                if pieces.count == 3 {
                    charset = Charset(label: pieces[0])
                    bytes = pieces[2]
                }
            }
            joined += section.isExtended ? Self.percentDecoded(bytes) : Array(bytes)
        }
        self.init(bytes: joined, charset: charset, isExtended: sections.contains(where: \.isExtended))
    }

    func text(fallback: Charset) -> String { TextDecoding.text(bytes, declared: charset, fallback: fallback) }

    private enum Suffix {
        case plain
        case extended
        case section(Int, isExtended: Bool)
        case otherName
    }

    /// What follows the name: nothing, `*`, `*0` or `*0*`.
    private static func suffix(_ text: ArraySlice<UInt8>) -> Suffix {
        guard let first = text.first else { return .plain }
        guard first == ASCII.asterisk else { return .otherName }
        let rest = text.dropFirst()
        if rest.isEmpty { return .extended }
        let isExtended = rest.last == ASCII.asterisk
        let digits = isExtended ? rest.dropLast() : rest
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(ASCII.isDigit) else { return .otherName }
        return .section(digits.reduce(0) { $0 * 10 + Int($1) - 48 }, isExtended: isExtended)
    }

    private static func percentDecoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var place = text.startIndex
        while place < text.endIndex {
            if text[place] == ASCII.percent, place + 2 < text.endIndex,
                let high = ASCII.hexValue(text[place + 1]),
                let low = ASCII.hexValue(text[place + 2])
            {
                output.append(high << 4 | low)
                place += 3
            } else {
                output.append(text[place])
                place += 1
            }
        }
        return output
    }
}
