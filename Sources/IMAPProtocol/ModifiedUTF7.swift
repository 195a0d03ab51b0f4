/// Folder names as servers before UTF8=ACCEPT write them (RFC 3501 §5.1.3).
public enum ModifiedUTF7 {
    /// Octets of a name that is decoded; a longer one is shown as it stands.
    static let maximumNameBytes = 1_000

    /// For people. Octets that are not by the rule stay as they stand; UTF-8 passes unchanged.
    public static func decoded(_ name: [UInt8]) -> String {
        guard name.count <= maximumNameBytes else { return String(decoding: name, as: UTF8.self) }
        var units: [UInt16] = []
        var plain: [UInt8] = []
        var text = ""
        var place = 0
        func flush() {
            text += String(decoding: plain, as: UTF8.self) + String(decoding: units, as: UTF16.self)
            plain = []
            units = []
        }
        while place < name.count {
            guard name[place] == UInt8(ascii: "&"), let end = name[place...].firstIndex(of: ASCII.hyphen),
                let shifted = utf16(name[(place + 1)..<end])
            else {
                plain.append(name[place])
                place += 1
                continue
            }
            flush()
            units = shifted.isEmpty ? [UInt16(UInt8(ascii: "&"))] : shifted
            flush()
            place = end + 1
        }
        flush()
        return text
    }

    /// UTF-16 from base64 with `,` for `/` and without padding; nil for anything else.
    private static func utf16(_ digits: ArraySlice<UInt8>) -> [UInt16]? {
        var units: [UInt16] = []
        var bits: UInt32 = 0
        var count = 0
        for digit in digits {
            guard let value = value(digit) else { return nil }
            bits = (bits << 6 | value) & 0x3F_FFFF
            count += 6
            if count >= 16 {
                count -= 16
                units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return units
    }

    private static func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit) + 4
        case ASCII.plus: 62
        case UInt8(ascii: ","): 63
        default: nil
        }
    }
}
