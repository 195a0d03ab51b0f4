import Classification
import Yams

/// One file of the rules folder: `path` is relative to it, such as `lexicon/de.yaml`.
public struct RuleFileText: Hashable, Sendable {
    public let path: String
    public let text: String

    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// Reads a rules folder's files into a compiled set, or says everything that is wrong with them.
///
/// `lexicon/*.yaml` are concepts, `dates/*.yaml` date words, `languages.yaml` function words, `decision.yaml` the
/// decision, `words/kinds.tsv` and `words/intents.tsv` points of words, every other `*.yaml` a list of rules. Other files
/// are left alone.
public enum RuleFileLoader {
    /// Bytes of one file; more is refused unread.
    public static let maximumFileBytes = 2_000_000

    /// - Parameters:
    ///   - version: a hash of the files; it is stored with every verdict.
    ///   - fixtures: names such as `reply/en-question`, or nil where the fixtures are not at hand.
    ///   - lexicon: of a rule set of the same files; then theirs of words are not read again.
    public static func load(
        _ files: [RuleFileText], version: String, fixtures: Set<String>?, lexicon: CompiledLexicon? = nil
    ) throws(RuleFileFaults) -> RuleSet {
        let faults = FaultList()
        var source = RuleSource()
        if let lexicon { (source.concepts, source.languages) = (lexicon.concepts, lexicon.languages) }
        var seenDecision = false
        let rules = RuleListReader(faults: faults, fixtures: fixtures)
        for file in files.sorted(by: { $0.path < $1.path }) where reads(file.path) {
            let isLexicon = file.path.hasPrefix("lexicon/") || file.path == "languages.yaml"
            if isLexicon, lexicon != nil { continue }
            if let columns = WordPointsReader.columns(of: file.path) {
                let points = WordPointsReader(file: file.path, faults: faults).read(
                    file.text, columns: columns)
                if file.path == WordFiles.kinds {
                    source.kindWords = points
                } else {
                    source.intentWords = points
                }
                continue
            }
            let reader = YAMLReader(file: file.path, faults: faults)
            guard let root = parse(file, faults) else { continue }
            if file.path.hasPrefix("lexicon/") {
                LexiconReader(reader: reader).read(root, into: &source)
            } else if file.path.hasPrefix("dates/") {
                DateTableReader(reader: reader).read(root, into: &source)
            } else if file.path == "languages.yaml" {
                LexiconReader(reader: reader).readLanguages(root, into: &source)
            } else if file.path == "decision.yaml" {
                seenDecision = true
                DecisionReader(reader: reader).read(root, into: &source)
            } else {
                rules.read(root, reader: reader, into: &source)
            }
        }
        if !seenDecision {
            faults.add(
                "decision.yaml", line: 1, "the file is missing", fix: "write it as rules/README.md shows")
        }
        rules.checkNames(in: source)
        guard faults.faults.isEmpty else {
            throw RuleFileFaults(
                faults.faults.sorted { ($0.file, $0.line, $0.fault) < ($1.file, $1.line, $1.fault) })
        }
        let set = RuleSet(source, version: version, lexicon: lexicon)
        guard !set.lacksRoom else {
            let fault = "all files together have more phrases than the engine can tell apart"
            throw RuleFileFaults([
                RuleFileFault(file: "lexicon", line: 1, fault: fault, fix: "remove some")
            ])
        }
        return set
    }

    /// Whether a file of a rules folder, by its path in it, is one of the rules.
    public static func reads(_ path: String) -> Bool {
        path.hasSuffix(".yaml") || WordPointsReader.columns(of: path) != nil
    }

    private static func parse(_ file: RuleFileText, _ faults: FaultList) -> Node? {
        guard file.text.utf8.count <= maximumFileBytes else {
            faults.add(
                file.path, line: 1, "the file has more than \(maximumFileBytes) bytes", fix: "split it")
            return nil
        }
        do {
            // Words mean themselves: only in rules is a plain `no` or `1.5` anything else.
            let isWords = file.path.hasPrefix("lexicon/") || file.path.hasPrefix("dates/")
            if let node = try Yams.compose(yaml: file.text, isWords ? .basic : .default) { return node }
            faults.add(file.path, line: 1, "the file is empty", fix: "write something in it or remove it")
        } catch let error as YamlError {
            let (line, problem) = describe(error)
            faults.add(
                file.path, line: line, "this is not YAML: \(problem)", fix: "repair the form of this line")
        } catch {
            faults.add(file.path, line: 1, "this is not YAML", fix: "repair the form of the file")
        }
        return nil
    }

    private static func describe(_ error: YamlError) -> (line: Int, problem: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (mark.line, problem)
        case .reader(let problem, _, _, _): return (1, problem)
        case .duplicatedKeysInMapping(_, let context): return (context.mark.line, "a key stands twice")
        default: return (1, "the file cannot be read")
        }
    }
}
