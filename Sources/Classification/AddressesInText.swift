/// Mail addresses written in a text, where they stand.
enum AddressesInText {
    struct Address: Sendable {
        let text: String
        let range: Range<Int>
    }

    /// Bytes of text searched, and addresses returned.
    static let maximumBytes = 65_536
    static let maximumAddresses = 20

    static func find(in bytes: [UInt8]) -> [Address] {
        bytes.withUnsafeBufferPointer { find(in: $0) }
    }

    private static func find(in bytes: UnsafeBufferPointer<UInt8>) -> [Address] {
        var found: [Address] = []
        let end = min(bytes.count, maximumBytes)
        var place = 0
        while found.count < maximumAddresses {
            guard place < end, let at = bytes[place..<end].firstIndex(of: 0x40) else { break }
            place = at
            var first = localStart(bytes, before: at)
            var last = domainEnd(bytes, after: at, end: end)
            while last > place + 1, bytes[last - 1] == 0x2E || bytes[last - 1] == 0x2D { last -= 1 }
            while first < place, bytes[first] == 0x2E || bytes[first] == 0x2D { first += 1 }
            if first < place, bytes[(place + 1)..<last].contains(0x2E) {
                found.append(
                    Address(text: String(decoding: bytes[first..<last], as: UTF8.self), range: first..<last))
            }
            place = max(last, place + 1)
        }
        return found
    }

    /// Where the local part begins. In writing without blanks the sentence goes up to it: `連絡先は ann@` and
    /// `連絡先はann@` name one address. A local part all of such letters (RFC 6532) begins behind a mark or a blank.
    private static func localStart(_ bytes: UnsafeBufferPointer<UInt8>, before at: Int) -> Int {
        var first = at
        var hasASCII = false
        while first > 0, at - first < 64 {
            let byte = bytes[first - 1]
            if byte < 0x80 {
                guard isLocal(byte) else { break }
                hasASCII = hasASCII || isLetterOrDigit(byte)
                first -= 1
            } else {
                guard let code = UTF8Scalars.read(bytes, before: first), !isMark(code),
                    !(hasASCII && runsOn(code))
                else { break }
                first -= code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
            }
        }
        return first
    }

    /// Where the domain ends: `kim@shop.example로` ends before the particle, for no label begins in ASCII and goes on in
    /// such letters; `info@例え.jp` is a domain.
    private static func domainEnd(_ bytes: UnsafeBufferPointer<UInt8>, after at: Int, end: Int) -> Int {
        var last = at + 1
        var hasASCII = false
        while last < end, last - at < 254 {
            let byte = bytes[last]
            if byte < 0x80 {
                guard isDomain(byte) else { break }
                hasASCII = byte == 0x2E ? false : hasASCII || isLetterOrDigit(byte)
                last += 1
            } else {
                let (code, length) = UTF8Scalars.read(bytes, at: last, end: end)
                guard let code, !isMark(code), !(hasASCII && runsOn(code)) else { break }
                last += length
            }
        }
        return last
    }

    /// Letters of scripts that set no blank between an address and the sentence around it, or tie a preposition to it as
    /// Hebrew and Arabic do: `ל-avi@`.
    private static func runsOn(_ code: UInt32) -> Bool {
        switch code {
        case 0x5D0...0x5EA, 0x621...0x64A, 0xAC00...0xD7AF: true
        default: TextFolding.isUnspaced(code)
        }
    }

    /// What no address holds: punctuation and symbols of any script, and the tatweel that ties a preposition to it (`بـann@`).
    private static func isMark(_ code: UInt32) -> Bool {
        switch code {
        case 0x80...0xBF, 0x640, 0x2000...0x206F, 0x3000...0x303F, 0xFF00...0xFFEF: return true
        default: break
        }
        guard let scalar = Unicode.Scalar(code) else { return true }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: false
        case .nonspacingMark, .spacingMark, .enclosingMark: false
        case .decimalNumber, .letterNumber, .otherNumber: false
        default: true
        }
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        isDomain(byte) || byte == 0x2B || byte == 0x5F || byte == 0x3D || byte == 0x25
    }
    private static func isDomain(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == 0x2D || byte == 0x2E
    }
    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || WordBytes.isDigit(byte)
    }
}
