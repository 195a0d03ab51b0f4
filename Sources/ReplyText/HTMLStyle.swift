/// What an element's `style` attribute says that changes the text a reader sees.
struct HTMLStyle: OptionSet {
    let rawValue: Int

    static let hidden = HTMLStyle(rawValue: 1)
    static let preformatted = HTMLStyle(rawValue: 2)
    static let borderless = HTMLStyle(rawValue: 4)
    static let marginless = HTMLStyle(rawValue: 8)
    /// The margins with which Gmail indents.
    static let indented = HTMLStyle(rawValue: 16)

    /// The line that Outlook draws above the header of a quoted mail, in colours of its own.
    static let headerRule = HTMLStyle(rawValue: 32)

    private static let declarations: [(property: String, value: String, says: HTMLStyle)] = [
        ("display", "none", .hidden), ("visibility", "hidden", .hidden), ("mso-hide", "all", .hidden),
        ("white-space", "pre", .preformatted), ("border", "none", .borderless),
        ("margin", "00040px", .indented), ("margin", "0", .marginless),
        ("border-top", "solid#e1e1e1", .headerRule), ("border-top", "solid#b5c4df", .headerRule),
        ("border-top", "1ptsolidrgb(225,225,", .headerRule),
        ("border-top", "1ptsolidrgb(181,196,", .headerRule),
    ]
    private static let table = declarations.map {
        (property: Array($0.property.utf8), value: Array($0.value.utf8), says: $0.says)
    }
    /// In lower case, without white space, no longer than this many bytes count.
    private static let longest = 32

    init(rawValue: Int) { self.rawValue = rawValue }

    /// Reads declarations as CSS has them: `property: value; …`; of a value only its beginning counts.
    init(_ css: UnsafeBufferPointer<UInt8>) {
        self = []
        var declaration: [UInt8] = []
        declaration.reserveCapacity(Self.longest)
        var colon: Int?
        for byte in css {
            if byte == UInt8(ascii: ";") {
                if let colon { formUnion(Self.meaning(of: declaration, colon)) }
                declaration.removeAll(keepingCapacity: true)
                colon = nil
            } else if byte > 0x20, declaration.count < Self.longest {
                if byte == UInt8(ascii: ":"), colon == nil { colon = declaration.count }
                declaration.append(byte >= 65 && byte <= 90 ? byte | 0x20 : byte)
            }
        }
        if let colon { formUnion(Self.meaning(of: declaration, colon)) }
    }

    private static func meaning(of declaration: [UInt8], _ colon: Int) -> HTMLStyle {
        var found: HTMLStyle = []
        for entry in table
        where entry.property.count == colon && declaration.starts(with: entry.property)
            && declaration[(colon + 1)...].starts(with: entry.value)
        {
            found.formUnion(entry.says)
        }
        return found
    }
}
