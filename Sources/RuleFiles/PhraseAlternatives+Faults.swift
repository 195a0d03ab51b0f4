import Classification

extension PhraseAlternatives.Fault {
    /// What is wrong with an entry of the key, and what to do.
    func texts(key: String, phrase: String) -> (fault: String, fix: String) {
        switch self {
        case .unclosed:
            ("'\(key)' has a '{' without '}' in \"\(phrase)\"", "write alternatives as {one|other}")
        case .unopened:
            ("'\(key)' has a '}' without '{' in \"\(phrase)\"", "write alternatives as {one|other}")
        case .nested:
            (
                "'\(key)' has braces in braces in \"\(phrase)\"",
                "write them out: {a|b c|b d} for {a|b {c|d}}"
            )
        case .tooMany(let count):
            (
                "\"\(phrase)\" in '\(key)' stands for \(count) phrases or more, and no entry may for more than "
                    + "\(PhraseAlternatives.maximumPhrases)",
                "split it into several entries"
            )
        }
    }
}
