/// How a folded line ends.
enum LineEnd {
    /// With the mark of a sentence. A company's short form (`Shop, S.A.`) ends none, and neither do the parts of a line
    /// of a signature: `Ann Reed | Shop Ltd.`
    static func isSentence(_ folded: ArraySlice<UInt8>) -> Bool {
        if isQuestion(folded) { return true }
        switch folded.last {
        case UInt8(ascii: "."), UInt8(ascii: "!"): break
        case 0x82 where folded.hasSuffix("。"), 0x81 where folded.hasSuffix("！"),
            0xA4 where folded.hasSuffix("।"), 0x94 where folded.hasSuffix("۔"):
            break
        default: return false
        }
        let word = FoldedWords.last(of: folded)
        // `s. r. o.`, `z o. o.`
        if word.count == 2, folded.last == UInt8(ascii: ".") { return false }
        return !shortForms.contains(word) && !separators.occurs(in: folded)
    }

    /// `?`, `？`, and `؟` of Arabic.
    static func isQuestion(_ folded: ArraySlice<UInt8>) -> Bool {
        switch folded.last {
        case UInt8(ascii: "?"): true
        case 0x9F: folded.hasSuffix("？") || folded.hasSuffix("؟")
        default: false
        }
    }

    /// `,`, `،`, `，`, `、`
    static func isComma(_ folded: ArraySlice<UInt8>) -> Bool {
        switch folded.last {
        case UInt8(ascii: ","): true
        case 0x8C: folded.hasSuffix("،") || folded.hasSuffix("，")
        case 0x81: folded.hasSuffix("、")
        default: false
        }
    }

    private static let separators = PhraseTable([" | ", " · ", " ｜ "])

    private static let shortForms = ByteStrings(
        [
            "s.a.", "s.a.s.", "s.r.l.", "s.r.l", "s.p.a.", "s.n.c.", "s.s.", "s.l.", "s.l.u.", "s.c.p.",
            "s.c.c.l.",
            "s.a.r.l.", "lda.", "ltda.", "b.v.", "n.v.", "v.o.f.", "c.v.", "bvba.", "inc.", "ltd.", "co.",
            "corp.",
            "llc.", "gmbh.", "ag.", "e.v.", "e.k.", "d.o.o.", "d.d.", "s.r.o.", "a.s.", "z.o.o.", "o.o.",
            "s.a", "kft.",
            "sp.k.", "sp.j.", "s.c.", "k.s.", "v.o.s.", "spol.", "k.d.", "d.n.o.", "kg.", "ohg.", "plc.",
            "pty.",
            "bt.", "zrt.", "nyrt.", "oy.", "ab.", "a/s.", "o.e.", "a.e.", "a.ş.", "şti.", "e.o.o.d.",
            "о.о.о.",
        ].map { ($0, 0) })
}
