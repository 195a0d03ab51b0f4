import ArgumentParser
import Classification
import Foundation
import RuleFiles

struct RulesFitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Fits the points of words to the fixtures and writes words/*.tsv into the rules folder.")

    @OptionGroup var options: RuleWorkOptions

    func run() async throws {
        let loaded = try options.load(checked: false)
        let fit = try WordFitting(loaded, LabelledTexts(try loaded.requireFixtures()))
        let found = try fit.run()
        try write(found.kinds, to: "\(loaded.folder.path)/\(WordFiles.kinds)")
        try write(found.intents, to: "\(loaded.folder.path)/\(WordFiles.intents)")
        if options.json {
            var json = JSONText()
            json.object { json in
                json.field("texts", fit.textCount)
                json.field("words", found.kinds.rows.count)
                json.field("words_of_intents", found.intents.rows.count)
                json.field("right_by_rules", found.rightByRules)
                json.field("right", found.right)
                json.field("lost", found.lost)
            }
            json.endLine()
            return try Terminal.write(json)
        }
        try Terminal.write(
            """
            \(loaded.folder.path)/words: \(found.kinds.rows.count) words for kinds, \
            \(found.intents.rows.count) for intents, from \(fit.textCount) texts
            kind and intent right of these: \(found.rightByRules) by rules alone, \(found.right) with words; \
            \(found.lost) that rules alone get right are wrong with words

            """)
    }

    private func write(_ points: WordPointsSource, to path: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try points.fileText.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw CommandFailure("\(path): cannot write it; check the folder's permissions and room")
        }
    }
}

/// Fits words to labelled texts, and again with more weight on those that only the rules alone get right.
private struct WordFitting {
    struct Found {
        let kinds: WordPointsSource
        let intents: WordPointsSource
        let rightByRules: Int
        let right: Int
        let lost: Int
    }

    private struct Sample {
        let text: LabelledTexts.Text
        let words: [String]
        let isRightByRules: Bool
        var weight = 1.0
    }

    /// Fits that are made; words that contradict the rules where these are right are rare after them.
    private static let maximumRounds = 6
    /// What a text counts more in the next round.
    private static let emphasis = 3.0

    private let folder: RulesFolder
    private let settings: ClassifierSettings
    private let samples: [Sample]
    private let lexicon: CompiledLexicon

    var textCount: Int { samples.count }

    init(_ loaded: RuleWorkOptions.Loaded, _ texts: LabelledTexts) throws {
        folder = loaded.folder
        settings = loaded.classifier.settings
        lexicon = loaded.classifier.rules.lexicon
        let alone = Classifier(rules: try Self.rules(folder, words: [], lexicon), settings: settings)
        let progress = ProgressLine("texts", total: texts.texts.count)
        samples = texts.texts.map { text in
            progress.advance()
            return Sample(
                text: text, words: alone.countedWords(of: text.message),
                isRightByRules: Self.isRight(text, alone))
        }
        progress.finish()
    }

    func run() throws -> Found {
        var samples = samples
        var best: Found?
        for _ in 0..<Self.maximumRounds {
            let (kinds, intents) = Self.fit(samples)
            let words = [
                RuleFileText(path: WordFiles.kinds, text: kinds.fileText),
                RuleFileText(path: WordFiles.intents, text: intents.fileText),
            ]
            let classifier = Classifier(
                rules: try Self.rules(folder, words: words, lexicon), settings: settings)
            var right = 0
            var lost = 0
            for place in samples.indices {
                if Self.isRight(samples[place].text, classifier) {
                    right += 1
                } else if samples[place].isRightByRules {
                    lost += 1
                    samples[place].weight *= Self.emphasis
                }
            }
            if best.map({ lost < $0.lost }) ?? true {
                best = Found(
                    kinds: kinds, intents: intents, rightByRules: samples.count(where: \.isRightByRules),
                    right: right, lost: lost)
            }
            if lost == 0 { break }
        }
        guard let best else {
            throw CommandFailure("no texts to fit words to; give fixtures with --fixtures DIR")
        }
        return best
    }

    private static func fit(_ samples: [Sample]) -> (kinds: WordPointsSource, intents: WordPointsSource) {
        let choices = (kinds: WordFiles.weighedKinds, intents: Intent.allCases)
        var kinds = WordFit(columns: choices.kinds.map(\.rawValue), scale: WordFit.kindScale)
        var intents = WordFit(columns: choices.intents.map(\.rawValue), scale: WordFit.intentScale)
        for sample in samples {
            if let column = choices.kinds.firstIndex(of: sample.text.kind) {
                kinds.add(words: sample.words, column: column, weight: sample.weight)
            }
            if let column = sample.text.intent.flatMap(choices.intents.firstIndex) {
                intents.add(words: sample.words, column: column, weight: sample.weight)
            }
        }
        return (kinds.points(), intents.points())
    }

    private static func rules(
        _ folder: RulesFolder, words: [RuleFileText], _ lexicon: CompiledLexicon
    ) throws -> RuleSet {
        let files = folder.files.filter { ![WordFiles.kinds, WordFiles.intents].contains($0.path) }
        return try RuleFileLoader.load(files + words, version: "fit", fixtures: nil, lexicon: lexicon)
    }

    private static func isRight(_ text: LabelledTexts.Text, _ classifier: Classifier) -> Bool {
        let verdict = classifier.classify(text.message, receivedAt: ReceivedTime.of(text.message))
        return verdict.kind == text.kind && (text.intent == nil || verdict.intent == text.intent)
    }
}
