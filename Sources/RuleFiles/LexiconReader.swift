import Classification
import Yams

/// Reads `lexicon/<language>.yaml` and `languages.yaml`.
struct LexiconReader {
    let reader: YAMLReader

    func read(_ root: Node, into source: inout RuleSource) {
        var language = ""
        for entry in reader.entries(root, what: "the lexicon") {
            switch entry.key {
            case "language": language = reader.string(entry.value, key: "language") ?? ""
            case "function-words":
                let words = reader.phrases(entry.value, key: "function-words")
                source.languages.append(LanguageSource(language: language, words: words))
            case "concepts":
                for concept in reader.entries(entry.value, what: "concepts") {
                    let phrases = reader.phrasesWithAlternatives(concept.value, key: concept.key)
                    source.concepts.append(
                        ConceptSource(name: concept.key, phrases: phrases, language: language))
                }
            default:
                reader.unknown(entry, of: "a lexicon", known: ["language", "function-words", "concepts"])
            }
        }
        if language.isEmpty {
            reader.fault(
                root, "the lexicon names no language", fix: "begin the file with 'language: de' or its like")
        }
    }

    func readLanguages(_ root: Node, into source: inout RuleSource) {
        for entry in reader.entries(root, what: "languages.yaml") {
            let words = reader.phrases(entry.value, key: entry.key)
            source.languages.append(LanguageSource(language: entry.key, words: words))
        }
    }
}
