import Classification
import Foundation
import MailFormat
import RuleFiles

/// Every message of a folder of fixtures whose kind is told by what people write: whole ones, those that the rules do
/// not reach yet (`open/NAME.wanted.json`), and the lines of `lines/*.tsv`.
struct LabelledTexts {
    struct Text {
        let message: Message
        let kind: Kind
        /// Of a reply whose intent is given.
        let intent: Intent?
    }

    /// In order of their names.
    let texts: [Text]

    init(_ folder: FixtureFolder) throws(CommandFailure) {
        var texts: [Text] = []
        for name in folder.names {
            if let text = Self.text(try folder.fixture(name)) { texts.append(text) }
        }
        for name in Self.names(in: folder.path + "/open", suffix: ".wanted.json") {
            if let text = Self.text(try folder.openFixture(name)) { texts.append(text) }
        }
        for name in Self.names(in: folder.path + "/lines", suffix: ".tsv") {
            texts += try Self.lines("\(folder.path)/lines/\(name).tsv")
        }
        self.texts = texts
    }

    /// Sorted, without the suffix; none where there is no such folder.
    private static func names(in path: String, suffix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
    }

    private static func text(_ fixture: FixtureFolder.Fixture) -> Text? {
        guard let kind = (fixture.expected["kind"] as? String).flatMap(Kind.init) else { return nil }
        let intent = (fixture.expected["intent"] as? String).flatMap(Intent.init)
        return Text(message: Message(fixture.bytes), kind: kind, intent: intent)
    }

    private static func lines(_ path: String) throws(CommandFailure) -> [Text] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path): cannot read it; check its permissions")
        }
        var texts: [Text] = []
        for (number, line) in String(decoding: data, as: UTF8.self).split(separator: "\n").enumerated() {
            guard let fixture = LineFixture(line) else {
                throw CommandFailure(
                    "\(path):\(number + 1): no line of five columns; write them as fixtures/README.md shows")
            }
            texts.append(
                Text(
                    message: Message(fixture.bytes), kind: fixture.kind,
                    intent: fixture.kind == .reply ? Intent(rawValue: fixture.detail) : nil))
        }
        return texts
    }
}
