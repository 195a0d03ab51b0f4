import MailFormat

extension Classifier {
    /// The words of a message's own text that are weighed, folded, each once and in the order of their bytes: what
    /// `WordFit` is to be told.
    public func countedWords(of message: Message) -> [String] {
        let facts = MessageFacts(message, rules: rules.compiled, settings: settings)
        let text = facts.textParts.filter { $0.zone == .reply }
        let index = TextIndex(text, rules: rules.compiled, ownText: facts.visibleUTF8)
        let own = OwnWords(index, names: facts.personNames)
        let words = Set(own.words.map { String(decoding: index.text.bytes[$0.place.range], as: UTF8.self) })
        return words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
