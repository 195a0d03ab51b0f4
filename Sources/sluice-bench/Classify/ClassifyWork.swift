import CalendarTime
import Classification
import DeliveryReports
import Foundation
import MailFormat
import ReplyText
import RuleFiles

/// The steps from bytes to a verdict, each to be measured by itself.
struct ClassifyWork {
    enum Step: String, CaseIterable {
        case parse = "parse"
        case text = "text, quotes, signature"
        case report = "delivery reports"
        case verdict = "verdict, these included"
    }

    let compileNanoseconds: Int
    /// The same with the words compiled before, as `LexiconCache` of the program keeps them.
    let restartNanoseconds: Int
    let ruleCount: Int
    let classifier: Classifier

    init(rules folder: String) throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
            .filter(RuleFileLoader.reads)
            .map {
                RuleFileText(path: $0, text: try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
            }
        var loaded: RuleSet?
        compileNanoseconds = try CPUClock.measure {
            loaded = try RuleFileLoader.load(files, version: "bench", fixtures: nil)
        }
        let rules = loaded ?? RuleSet(RuleSource(), version: "bench")
        var kept: [UInt8] = []
        rules.lexicon.encode { kept += $0 }
        restartNanoseconds = try CPUClock.measure {
            let lexicon = kept.withUnsafeBytes { CompiledLexicon(encoded: $0) }
            _ = try RuleFileLoader.load(files, version: "bench", fixtures: nil, lexicon: lexicon)
        }
        ruleCount = rules.rules.count
        classifier = Classifier(rules: rules)
    }

    /// Nanoseconds of CPU for all messages; what a step needs from those before it is made beforehand.
    func measure(_ step: Step, _ mails: [[UInt8]]) -> Int {
        var checksum = 0
        let parsed = step == .text || step == .report ? mails.map { Message($0) } : []
        let time = CPUClock.measure {
            switch step {
            case .parse: for mail in mails { checksum += Message(mail).parts.count }
            case .text: for message in parsed { checksum += ReplyReader().read(message).own.count + 1 }
            case .report: for message in parsed { checksum += ReportReader.read(message) == nil ? 1 : 2 }
            case .verdict:
                for mail in mails {
                    let message = Message(mail)
                    let received = message.receivedDate?.instant ?? message.date?.instant
                    checksum += classifier.classify(message, receivedAt: received).evidence.count
                }
            }
        }
        precondition(checksum > 0)
        return time
    }
}
