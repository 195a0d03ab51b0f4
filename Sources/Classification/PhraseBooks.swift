/// The phrases of a rule set, sorted by who asks for them: reasons are told from what servers say, all else from mail.
struct PhraseBooks {
    private var mail = PatternBook()
    private var servers = PatternBook()
    /// What nobody asks for: its words are known, and no slips of others.
    private var others = PatternBook()
    /// Numbers of the concepts that each asks for.
    private let mailConcepts: Set<Int>
    private let serverConcepts: Set<Int>

    init(mailConcepts: Set<Int>, serverConcepts: Set<Int>) {
        self.mailConcepts = mailConcepts
        self.serverConcepts = serverConcepts
    }

    mutating func add(_ phrase: String, concept number: Int, languages: UInt64 = LanguageGroups.always) {
        var phrase = phrase
        phrase.withUTF8 { add($0, concept: number, languages: languages) }
    }

    mutating func add(_ phrase: UnsafeBufferPointer<UInt8>, concept number: Int, languages: UInt64) {
        let meaning = PatternMeaning.concept(number).packed
        let (isOfMail, isOfServers) = (mailConcepts.contains(number), serverConcepts.contains(number))
        if isOfMail { mail.add(phrase, meaning: meaning, languages: languages) }
        if isOfServers { servers.add(phrase, meaning: meaning, languages: languages) }
        if !isOfMail, !isOfServers { others.add(phrase, meaning: meaning) }
    }

    mutating func add(_ word: String, _ meaning: PatternMeaning) { mail.add(word, meaning: meaning.packed) }

    /// - Parameter numbers: of concepts, by name.
    mutating func build(concepts numbers: [String: Int]) -> CompiledPhrases {
        mail.sort()
        servers.sort()
        let spelling = Spelling(mail.closed, others: [servers.closed, others.closed], concepts: numbers)
        return CompiledPhrases(mail: mail.takeMatcher(), servers: servers.takeMatcher(), spelling: spelling)
    }
}
