import Classification
import Foundation
import MailFormat
import RuleFiles
import Testing

private func encoded(_ lexicon: CompiledLexicon) -> [UInt8] {
    var bytes: [UInt8] = []
    lexicon.encode { bytes += $0 }
    return bytes
}

struct CompiledLexiconTests {
    @Test("words compiled before say the same, and their files are not read again")
    func saysTheSame() throws {
        let first = ShippedRules.set
        let bytes = encoded(first.lexicon)
        let lexicon = try #require(bytes.withUnsafeBytes { CompiledLexicon(encoded: $0) })
        #expect(encoded(lexicon) == bytes)
        let files = try ShippedRules.files().map { file in
            file.path.hasPrefix("lexicon/") ? RuleFileText(path: file.path, text: "- no lexicon") : file
        }
        let second = try RuleFileLoader.load(files, version: "test", fixtures: nil, lexicon: lexicon)
        let classifiers = [Classifier(rules: first), Classifier(rules: second)]
        for (number, name) in ShippedRules.fixtureNames().enumerated() where number % 10 == 0 {
            let url = ShippedRules.root.appendingPathComponent("fixtures/\(name).eml")
            let message = Message([UInt8](try Data(contentsOf: url)))
            let verdicts = classifiers.map { $0.classify(message, receivedAt: nil) }
            #expect(verdicts[0].kind == verdicts[1].kind, "\(name)")
            #expect(verdicts[0].evidence == verdicts[1].evidence, "\(name)")
            #expect(verdicts[0].returnDate == verdicts[1].returnDate, "\(name)")
            #expect(verdicts[0].language == verdicts[1].language, "\(name)")
        }
    }

    @Test("bytes that end early or go on are refused")
    func refusesOtherBytes() {
        let bytes = encoded(RuleSet(RuleSource(), version: "1").lexicon)
        #expect(bytes.withUnsafeBytes { CompiledLexicon(encoded: $0) } != nil)
        for count in stride(from: 0, to: bytes.count, by: 97) {
            let isRefused = bytes.prefix(count).withUnsafeBytes { CompiledLexicon(encoded: $0) == nil }
            #expect(isRefused, "\(count) bytes")
        }
        #expect((bytes + [0]).withUnsafeBytes { CompiledLexicon(encoded: $0) == nil })
    }
}
