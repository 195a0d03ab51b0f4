/// `Fwd:`, `WG:`, `TR:` before the subject.
enum ForwardSubject {
    static func matches(_ subject: String) -> Bool {
        let folded = Folding.fold(Array(subject.utf8.prefix(40))[...])
        return prefixes.beginsText(folded)
    }

    private static let prefixes = PhraseTable([
        "fwd:", "fw:", "wg:", "tr:", "rv:", "enc:", "res: enc:", "i:", "doorst:", "vs:", "vb:", "vl:", "pd:",
        "továbbítás:", "tovabbitas:",
        "fs:", "ilt:", "yml:", "转发:", "轉寄:", "転送:", "전달:", "пересл:", "fwd :", "tr :", "fwd.:",
        "edl:", "reenv:", "prosl:", "προ:",
        "הועבר:", "إعادة توجيه:", "chuyển tiếp:", "[fwd:", "redir:",
    ])
}
