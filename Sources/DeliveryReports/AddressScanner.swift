/// Addresses in running text, and where they stand.
enum AddressScanner {
    struct Found {
        let address: String
        /// With the angle brackets or quotes around it.
        let range: Range<Int>
        let isBracketed: Bool
    }

    /// The first addresses of a line, at most `maximum`. Linear: an address is bounded, so each byte is looked at a
    /// bounded number of times.
    static func addresses(_ bytes: [UInt8], in line: Range<Int>, maximum: Int = 64) -> [Found] {
        var out: [Found] = []
        var from = line.lowerBound
        while out.count < maximum, let at = bytes[from..<line.upperBound].firstIndex(of: ASCII.at) {
            if let found = address(bytes, at: at, line: from..<line.upperBound) {
                out.append(found)
                from = max(found.range.upperBound, at + 1)
            } else {
                from = at + 1
            }
        }
        return out
    }

    private static func address(_ bytes: [UInt8], at: Int, line: Range<Int>) -> Found? {
        if let found = bracketed(bytes, at: at, line: line) { return found }
        var start = at
        while start > line.lowerBound, at - start < 128, isLocal(bytes[start - 1]) { start -= 1 }
        while start < at, isNoFirst(bytes[start]) { start += 1 }
        start = afterLabel(bytes[start..<at])
        guard start < at, let end = domainEnd(bytes, after: at, line: line) else { return nil }
        return Found(
            address: String(decoding: bytes[start..<end], as: UTF8.self), range: start..<end,
            isBracketed: false)
    }

    /// `to=a@b` is a label and an address; `bounce-7=a=b.example@c` is one address.
    private static func afterLabel(_ local: ArraySlice<UInt8>) -> Int {
        guard let equals = local.firstIndex(of: UInt8(ascii: "=")), equals + 1 < local.endIndex,
            equals - local.startIndex <= 20, local[..<equals].allSatisfy(isLabel),
            !local[(equals + 1)...].contains(UInt8(ascii: "="))
        else { return local.startIndex }
        return equals + 1
    }

    private static func isLabel(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || byte == UInt8(ascii: "_") || byte == ASCII.hyphen
    }

    /// `slc.2f8tk670hg`, `20230530130202.F70E96D71B`, `E1rcY4f5-0003ly-2K`: no name that a person or an office has.
    static func looksLikeMessageID(_ address: String) -> Bool {
        var length = 0
        var digits = 0
        var hasDollar = false
        var run = (length: 0, isMixed: false, endsInDigit: false)
        var hasMixedRun = false
        let bytes = address.utf8.span
        for place in bytes.indices {
            let byte = bytes[place]
            if byte == ASCII.at { break }
            length += 1
            let isDigit = ASCII.isDigit(byte)
            let isLetter = ASCII.isLetter(byte)
            digits += isDigit ? 1 : 0
            hasDollar = hasDollar || byte == UInt8(ascii: "$")
            guard isDigit || isLetter else {
                run = (0, false, false)
                continue
            }
            // Digits before letters: `sales2024` has a number at its end, as names have.
            run = (run.length + 1, run.isMixed || run.endsInDigit && isLetter, isDigit)
            hasMixedRun = hasMixedRun || run.isMixed && run.length >= 8
        }
        return length >= 10 && (hasMixedRun || hasDollar || digits >= 8)
    }

    /// `<a@b>`: everything between the brackets, of any script, where it holds no white space.
    private static func bracketed(_ bytes: [UInt8], at: Int, line: Range<Int>) -> Found? {
        var start = at
        while start > line.lowerBound, at - start < 256, bytes[start - 1] > ASCII.space,
            bytes[start - 1] != ASCII.less
        { start -= 1 }
        guard start > line.lowerBound, bytes[start - 1] == ASCII.less, start < at else { return nil }
        var end = at + 1
        while end < line.upperBound, end - at < 256, bytes[end] > ASCII.space, bytes[end] != ASCII.greater {
            end += 1
        }
        guard end < line.upperBound, bytes[end] == ASCII.greater, end > at + 1 else { return nil }
        var address = String(decoding: bytes[start..<end], as: UTF8.self)
        if let read = RecipientAddress.read(address) { address = read }
        guard RecipientAddress.isAddress(address), !address.contains("/") || address.contains("@") else {
            return nil
        }
        return Found(address: address, range: (start - 1)..<(end + 1), isBracketed: true)
    }

    private static func domainEnd(_ bytes: [UInt8], after at: Int, line: Range<Int>) -> Int? {
        var end = at + 1
        var lastGood = at
        while end < line.upperBound, end - at < 256 {
            let byte = bytes[end]
            if ASCII.isLetter(byte) || ASCII.isDigit(byte) {
                lastGood = end
            } else if byte == ASCII.dot {
                // `a@b...` and `a@b.` end the domain.
                if bytes[end - 1] == ASCII.dot { break }
            } else if byte != ASCII.hyphen && byte != UInt8(ascii: "_") {
                break
            }
            end += 1
        }
        return lastGood > at ? lastGood + 1 : nil
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        if ASCII.isLetter(byte) || ASCII.isDigit(byte) { return true }
        switch byte {
        case ASCII.dot, ASCII.hyphen, UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "="),
            UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
            UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: "~"):
            return true
        default: return false
        }
    }

    /// Marks that stand before an address oftener than they begin one.
    private static func isNoFirst(_ byte: UInt8) -> Bool {
        switch byte {
        case ASCII.dot, UInt8(ascii: "'"), UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "!"),
            ASCII.hyphen,
            UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "/"), UInt8(ascii: "&"), UInt8(ascii: "$"):
            true
        default: false
        }
    }
}
