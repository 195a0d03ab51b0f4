import Foundation

/// Charsets that a form names: a few, and UTF-8 for all others.
enum FormCharset {
    static func text(_ bytes: ArraySlice<UInt8>, _ charset: String?) -> String {
        if let charset, let encoding = encodings[charset.lowercased()],
            let text = String(data: Data(bytes), encoding: encoding)
        {
            return text
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let encodings: [String: String.Encoding] = [
        "iso-8859-1": .windowsCP1252, "latin1": .windowsCP1252, "windows-1252": .windowsCP1252,
        "cp1252": .windowsCP1252, "iso-8859-2": .isoLatin2, "windows-1250": .windowsCP1250,
        "windows-1251": .windowsCP1251, "windows-1253": .windowsCP1253, "windows-1254": .windowsCP1254,
        "iso-8859-9": .windowsCP1254, "shift_jis": .shiftJIS, "iso-2022-jp": .iso2022JP,
        "euc-jp": .japaneseEUC, "utf-16": .utf16,
    ]
}
