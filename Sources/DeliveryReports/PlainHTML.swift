/// The text of an HTML report, good enough to find addresses and the words beside them: tags go, blocks end a line.
enum PlainHTML {
    static func text(_ html: String) -> String {
        let bytes = Array(html.utf8.prefix(4 * ReportLimits.maximumExplanationBytes))
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        var skipUntil: [UInt8]?
        while index < bytes.count {
            let byte = bytes[index]
            if byte == ASCII.less, let tag = tag(bytes, at: index) {
                index = tag.end
                if let wanted = skipUntil {
                    if tag.name == wanted { skipUntil = nil }
                } else if tag.name == Array("style".utf8) || tag.name == Array("script".utf8) {
                    skipUntil = [UInt8(ascii: "/")] + tag.name
                } else if blocks.contains(
                    String(decoding: tag.name.filter { $0 != UInt8(ascii: "/") }, as: UTF8.self))
                {
                    if out.last != ASCII.newline { out.append(ASCII.newline) }
                }
                continue
            }
            index += 1
            guard skipUntil == nil else { continue }
            if byte == UInt8(ascii: "&"), let (scalar, end) = entity(bytes, after: index) {
                out.append(contentsOf: Array(String(Character(scalar)).utf8))
                index = end
            } else if byte <= ASCII.space {
                if let last = out.last, last > ASCII.space { out.append(ASCII.space) }
            } else {
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static let blocks: Set<String> = [
        "br", "p", "div", "tr", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "pre", "hr", "blockquote",
        "td",
    ]

    /// Bytes of one tag that are looked through for its end; a `<` that is no tag costs no more than this.
    private static let maximumTagBytes = 4_096

    private static func tag(_ bytes: [UInt8], at open: Int) -> (name: [UInt8], end: Int)? {
        var index = open + 1
        guard index < bytes.count,
            ASCII.isLetter(bytes[index]) || bytes[index] == UInt8(ascii: "/")
                || bytes[index] == UInt8(ascii: "!")
        else { return nil }
        var name: [UInt8] = []
        var inName = true
        let limit = min(bytes.count, open + maximumTagBytes)
        while index < limit {
            let byte = bytes[index]
            if byte == ASCII.greater {
                // `<a@b>` is an address that somebody forgot to escape.
                return name.contains(ASCII.at) ? nil : (name, index + 1)
            }
            if byte <= ASCII.space { inName = false }
            if inName { name.append(ASCII.lowercased(byte)) }
            index += 1
        }
        return nil
    }

    private static func entity(_ bytes: [UInt8], after ampersand: Int) -> (Unicode.Scalar, end: Int)? {
        guard
            let semicolon = bytes[ampersand..<min(bytes.count, ampersand + 10)].firstIndex(
                of: UInt8(ascii: ";"))
        else { return nil }
        let name = String(decoding: bytes[ampersand..<semicolon], as: UTF8.self)
        let scalar: Unicode.Scalar?
        switch name.lowercased() {
        case "lt": scalar = "<"
        case "gt": scalar = ">"
        case "amp": scalar = "&"
        case "quot": scalar = "\""
        case "nbsp": scalar = " "
        case "apos": scalar = "'"
        case let number where number.hasPrefix("#x"):
            scalar = UInt32(number.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        case let number where number.hasPrefix("#"):
            scalar = UInt32(number.dropFirst()).flatMap(Unicode.Scalar.init)
        default: scalar = latin[String(decoding: bytes[ampersand..<semicolon], as: UTF8.self)]
        }
        return scalar.map { ($0, semicolon + 1) }
    }

    /// Names of U+00A0 to U+00FF in order, and those of common punctuation (HTML 4, §24).
    private static let latin: [String: Unicode.Scalar] = {
        let names = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
            micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
            AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
            times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
            egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
            ugrave uacute ucirc uuml yacute thorn yuml
            """
        var table: [String: Unicode.Scalar] = [
            "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”",
            "bdquo": "„", "hellip": "…", "euro": "€", "lsaquo": "‹", "rsaquo": "›",
        ]
        for (offset, name) in names.split(separator: " ").enumerated() {
            table[String(name)] = Unicode.Scalar(0xA0 + UInt32(offset))
        }
        return table
    }()
}
