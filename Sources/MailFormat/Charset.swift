/// A charset by the name its converter knows.
public struct Charset: Hashable, Sendable {
    public let name: String

    public static let utf8 = Charset(name: "UTF-8")
    static let ascii = Charset(name: "US-ASCII")
    static let windows1252 = Charset(name: "WINDOWS-1252")
    static let iso2022JP = Charset(name: "ISO-2022-JP")

    var isUTF8: Bool { name == Self.utf8.name }
    var isASCII: Bool { name == Self.ascii.name }
    /// UTF-8 or ASCII: says nothing about raw 8-bit text.
    var isUnicode: Bool { isUTF8 || isASCII }

    /// Octets below 0x80 that stand by themselves are ASCII, so that line ends can be seen before the conversion.
    var hasASCII: Bool {
        isUnicode || self == .windows1252 || (!name.hasPrefix("UTF-16") && Self.familyNames.contains(name))
            || SingleByteTable.of(self) != nil
    }

    private init(name: String) { self.name = name }

    /// The charset a label of a message means, in the WHATWG sense where that is wider than the registered one;
    /// nil when nobody knows the label.
    init?(label: ArraySlice<UInt8>) {
        let label = ASCII.trimmed(label)
        if let common = Self.common(label) {
            self = common
            return
        }
        guard !label.isEmpty, label.count <= MailLimits.standard.maximumCharsetNameBytes else { return nil }
        let key = label.map(ASCII.lower).filter { ASCII.isDigit($0) || ASCII.isLetter($0) }
        let text = String(decoding: key, as: UTF8.self)
        if Self.unusable.contains(text) { return nil }
        if let name = Self.aliases[text] ?? Self.numbered(text) {
            self.init(name: name)
            return
        }
        let isName = label.allSatisfy { ASCII.isDigit($0) || ASCII.isLetter($0) || $0 == 45 || $0 == 95 }
        let name = String(decoding: label, as: UTF8.self).uppercased()
        guard isName, CharsetConverter.isKnown(name) else { return nil }
        self.init(name: name)
    }

    /// The labels of nearly all mail, without a look into the tables.
    private static func common(_ label: ArraySlice<UInt8>) -> Charset? {
        switch label.count {
        case 5: FieldName.matches(label, lowerCase: utf8Label) ? .utf8 : nil
        case 8: FieldName.matches(label, lowerCase: asciiLabel) ? .ascii : nil
        case 10: FieldName.matches(label, lowerCase: latin1Label) ? .windows1252 : nil
        case 12: FieldName.matches(label, lowerCase: windowsLabel) ? .windows1252 : nil
        default: nil
        }
    }

    private static let utf8Label = Array("utf-8".utf8)
    private static let asciiLabel = Array("us-ascii".utf8)
    private static let latin1Label = Array("iso-8859-1".utf8)
    private static let windowsLabel = Array("windows-1252".utf8)

    /// Families that differ by a number: ISO 8859, the Windows code pages.
    private static func numbered(_ key: String) -> String? {
        for prefix in ["iso8859", "csiso8859", "8859"] where key.hasPrefix(prefix) {
            let rest = key.dropFirst(prefix.count)
            switch rest {
            case "1", "": return "WINDOWS-1252"
            case "9": return "WINDOWS-1254"
            case "11": return "WINDOWS-874"
            case "8i", "8e": return "ISO-8859-8"
            case "6i", "6e": return "ISO-8859-6"
            case "2", "3", "4", "5", "6", "7", "8", "10", "13", "14", "15", "16": return "ISO-8859-\(rest)"
            default: return nil
            }
        }
        for prefix in ["windows", "xwindows", "win", "cp", "xcp", "ms"] where key.hasPrefix(prefix) {
            let rest = key.dropFirst(prefix.count)
            if rest.count == 4, rest.hasPrefix("125"), let last = rest.last, "012345678".contains(last) {
                return "WINDOWS-\(rest)"
            }
        }
        return nil
    }

    /// Labels that name no charset.
    private static let unusable: Set<String> = [
        "unknown", "unknown8bit", "xunknown", "8bit", "7bit", "default", "none", "binary", "xuserdefined",
        "userdefined", "auto", "null", "undefined",
    ]

    /// Key: the label in lower case without anything but letters and digits. Many are those of the WHATWG Encoding
    /// Standard: pages and mail that declare the old, small charset use the characters of the larger one.
    private static let aliases: [String: String] = families.reduce(into: [:]) { table, family in
        for label in family.labels.split(separator: " ") { table[String(label)] = family.name }
    }

    private static let familyNames = Set(families.map(\.name))

    private static let families: [(name: String, labels: String)] = [
        ("UTF-8", "utf8 unicode11utf8 unicode20utf8 xunicode20utf8 utf8n utf8mb4 csutf8"),
        ("US-ASCII", "usascii ascii ansix341968 ansix341986 iso646us us isoir6 csascii iso646irv1991"),
        ("WINDOWS-1252", "latin1 l1 cp819 ibm819 isoir100 csisolatin1 iso885911987 ansi west"),
        ("WINDOWS-1254", "latin5 l5 csisolatin5 isoir148"),
        ("ISO-8859-2", "latin2 l2 csisolatin2 isoir101"),
        ("ISO-8859-3", "latin3 l3 csisolatin3 isoir109"),
        ("ISO-8859-4", "latin4 l4 csisolatin4 isoir110"),
        ("ISO-8859-10", "latin6 l6 csisolatin6 isoir157"),
        ("ISO-8859-15", "latin9 l9 csisolatin9 latin0"),
        ("ISO-8859-5", "cyrillic csisolatincyrillic isoir144"),
        ("ISO-8859-6", "arabic csisolatinarabic isoir127"),
        ("ISO-8859-7", "greek greek8 csisolatingreek isoir126 suneugreek"),
        ("ISO-8859-8", "hebrew csisolatinhebrew isoir138 visual logical"),
        ("WINDOWS-874", "windows874 cp874 tis620 dos874 ibm874 xcp874"),
        (
            "GB18030",
            "gb2312 gbk gb18030 gb231280 csgb2312 chinese cp936 ms936 windows936 xgbk euccn isoir58"
        ),
        ("BIG5-HKSCS", "big5 big5hkscs cnbig5 xxbig5 csbig5 cp950 xbig5 windows950"),
        (
            "CP949",
            "euckr ksc56011987 ksc56011989 ksc5601 korean cp949 ms949 windows949 cseuckr uhc isoir149"
        ),
        ("CP932", "shiftjis sjis xsjis mskanji windows31j cp932 ms932 csshiftjis cswindows31j"),
        ("EUC-JP", "eucjp xeucjp ujis cseucpkdfmtjapanese"),
        (
            "ISO-2022-JP",
            "iso2022jp csiso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jpms cp50220 cp50221 cp50222"
        ),
        ("ISO-2022-KR", "iso2022kr csiso2022kr"),
        ("KOI8-R", "koi8r koi8 koi cskoi8r"),
        ("KOI8-U", "koi8u koi8ru"),
        ("MACINTOSH", "macintosh mac xmacroman macroman csmacintosh"),
        ("MAC-CYRILLIC", "xmaccyrillic maccyrillic xmacukrainian"),
        ("IBM866", "ibm866 cp866 866 csibm866"),
        ("UTF-7", "utf7 unicode11utf7 unicode20utf7 csunicode11utf7"),
        ("UTF-16", "utf16 unicode csunicode ucs2 iso10646ucs2"),
        ("UTF-16LE", "utf16le"),
        ("UTF-16BE", "utf16be"),
    ]
}
