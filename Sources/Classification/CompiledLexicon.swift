/// What the lexicon and all other phrases of a rule set were compiled to, for a later start that need not read and sort
/// some hundred thousand of them again.
public struct CompiledLexicon: Sendable {
    /// Of the lexicon files, in their order: names and languages, without their words.
    public let concepts: [ConceptSource]
    public let languages: [LanguageSource]
    let phrases: CompiledPhrases

    init(_ source: RuleSource, _ phrases: CompiledPhrases) {
        concepts = source.concepts.map { ConceptSource(name: $0.name, phrases: [], language: $0.language) }
        languages = source.languages.map { LanguageSource(language: $0.language, words: []) }
        self.phrases = phrases
    }

    /// Hands on, in order, bytes for the same build of the program only; they hold no check of themselves.
    public func encode(_ sink: (UnsafeRawBufferPointer) -> Void) {
        withoutActuallyEscaping(sink) { sink in
            let writer = FlatWriter(sink: sink)
            writer.write(concepts.count)
            for concept in concepts {
                writer.write(concept.name)
                // No tag is empty.
                writer.write(concept.language ?? "")
            }
            writer.write(languages.count)
            for language in languages { writer.write(language.language) }
            phrases.write(to: writer)
        }
    }

    /// Nil for bytes of another form than this build writes. The caller has made sure that it wrote them.
    public init?(encoded: UnsafeRawBufferPointer) {
        var reader = FlatReader(encoded)
        do throws(FlatFault) {
            var concepts: [ConceptSource] = []
            for _ in 0..<max(0, try reader.value(of: Int.self)) {
                let (name, language) = (try reader.text(), try reader.text())
                concepts.append(
                    ConceptSource(name: name, phrases: [], language: language.isEmpty ? nil : language))
            }
            var languages: [LanguageSource] = []
            for _ in 0..<max(0, try reader.value(of: Int.self)) {
                languages.append(LanguageSource(language: try reader.text(), words: []))
            }
            self.concepts = concepts
            self.languages = languages
            phrases = try CompiledPhrases(from: &reader)
        } catch {
            return nil
        }
        guard reader.isAtEnd else { return nil }
    }
}

/// The phrases of a rule set in the form in which they are found.
struct CompiledPhrases: Sendable, FlatCopy {
    /// What kinds and facts are told from.
    let mail: PhraseMatcher
    /// What reasons are told from: a fortieth of all, sought in what servers say of each recipient.
    let servers: PhraseMatcher
    let spelling: Spelling

    init(mail: PhraseMatcher, servers: PhraseMatcher, spelling: Spelling) {
        self.mail = mail
        self.servers = servers
        self.spelling = spelling
    }

    init(from reader: inout FlatReader) throws(FlatFault) {
        mail = try PhraseMatcher(from: &reader)
        servers = try PhraseMatcher(from: &reader)
        spelling = try Spelling(from: &reader)
    }

    func write(to writer: FlatWriter) {
        mail.write(to: writer)
        servers.write(to: writer)
        spelling.write(to: writer)
    }
}
