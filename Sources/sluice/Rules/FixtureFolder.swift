import Foundation
import MailFormat

/// Messages with the decisions they are to get: `NAME.eml` and `NAME.expected.json` in folders by kind.
struct FixtureFolder {
    struct Fixture {
        /// `reply/en-question`
        let name: String
        let bytes: [UInt8]
        /// By field name of `classify --jsonl`; what is not there is not checked.
        let expected: [String: Any]
    }

    let path: String
    /// Sorted.
    let names: [String]

    init(_ path: String) throws(CommandFailure) {
        guard ResourceFolder.isFolder(path) else {
            throw CommandFailure("fixtures folder \(path): not there; give it with --fixtures DIR")
        }
        let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let suffix = ".expected.json"
        names = all.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
        self.path = path
        guard !names.isEmpty else {
            throw CommandFailure(
                "fixtures folder \(path): holds no .expected.json; give another with --fixtures DIR")
        }
    }

    /// The folder given, else `fixtures` beside the rules, else the one that came with the program; nil without any.
    static func locate(_ given: String?, rules: String) throws(CommandFailure) -> FixtureFolder? {
        if let given { return try FixtureFolder(given) }
        let beside = (URL(filePath: rules).standardizedFileURL.deletingLastPathComponent().path as NSString)
            .appendingPathComponent("fixtures")
        if ResourceFolder.isFolder(beside) { return try FixtureFolder(beside) }
        guard let found = try? ResourceFolder.find("fixtures", orGive: "--fixtures DIR") else { return nil }
        return try FixtureFolder(found)
    }

    func fixture(_ name: String) throws(CommandFailure) -> Fixture {
        guard let mail = FileManager.default.contents(atPath: "\(path)/\(name).eml") else {
            throw CommandFailure("\(path)/\(name).eml: cannot read it; each .expected.json needs its message")
        }
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name).expected.json"),
            let expected = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw CommandFailure("\(path)/\(name).expected.json: no JSON object; correct it") }
        return Fixture(name: name, bytes: Array(mail), expected: expected)
    }
}

extension FixtureFolder.Fixture {
    /// The same message with the other line ends: each LF alone becomes CRLF, or each CRLF becomes LF.
    func bytes(crlf: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + (crlf ? bytes.count / 32 : 0))
        for (index, byte) in bytes.enumerated() {
            let isBreak = byte == 0x0A
            if crlf && isBreak && (index == 0 || bytes[index - 1] != 0x0D) { result.append(0x0D) }
            if !crlf && byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A { continue }
            result.append(byte)
        }
        return result
    }

    /// What differs between the expected fields and a line of `classify --jsonl`, one text a field.
    func differences(from line: [String: Any]) -> [String] {
        expected.keys.sorted().compactMap { key in
            let wanted = expected[key] ?? NSNull()
            let found = line[key] ?? NSNull()
            if Self.matches(found, wanted) { return nil }
            return "\(key) is \(Self.text(found)), expected \(Self.text(wanted))"
        }
    }

    /// Objects are compared by the keys that are expected; everything else is equal or not.
    private static func matches(_ found: Any, _ wanted: Any) -> Bool {
        if let wanted = wanted as? [String: Any] {
            guard let found = found as? [String: Any] else { return false }
            return wanted.allSatisfy { matches(found[$0.key] ?? NSNull(), $0.value) }
        }
        if let wanted = wanted as? [Any] {
            guard let found = found as? [Any], found.count == wanted.count else { return false }
            return zip(found, wanted).allSatisfy { matches($0, $1) }
        }
        return (found as? NSObject)?.isEqual(wanted) ?? false
    }

    private static func text(_ value: Any) -> String {
        let options: JSONSerialization.WritingOptions = [
            .fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes,
        ]
        guard let data = try? JSONSerialization.data(withJSONObject: value, options: options) else {
            return "\(value)"
        }
        return String(decoding: data, as: UTF8.self)
    }
}
