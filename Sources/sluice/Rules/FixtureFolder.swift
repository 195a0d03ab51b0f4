import Classification
import Foundation

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
    /// Who we are in the setting of these messages; nil when the folder does not say.
    let settings: ClassifierSettings?

    init(_ path: String) throws(CommandFailure) {
        guard ResourceFolder.isFolder(path) else {
            throw CommandFailure("fixtures folder \(path): not there; give it with --fixtures DIR")
        }
        let all =
            FileManager.default.enumerator(atPath: ResourceFolder.resolved(path))?.compactMap {
                $0 as? String
            } ?? []
        let suffix = ".expected.json"
        names = all.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
        self.path = path
        settings = Self.settings(path)
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

    /// Own domains and trusted servers from `settings.json`.
    private static func settings(_ path: String) -> ClassifierSettings? {
        guard let data = FileManager.default.contents(atPath: path + "/settings.json"),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { return nil }
        return ClassifierSettings(
            ownDomains: object["own_domains"] as? [String] ?? [],
            trustedAuthenticationServers: object["trusted_authserv"] as? [String] ?? [])
    }

    func fixture(_ name: String) throws(CommandFailure) -> Fixture {
        try fixture(name, answer: ".expected.json")
    }

    /// One that the rules do not reach yet: `open/NAME.eml` with `open/NAME.wanted.json`.
    func openFixture(_ name: String) throws(CommandFailure) -> Fixture {
        try fixture("open/\(name)", answer: ".wanted.json")
    }

    private func fixture(_ name: String, answer: String) throws(CommandFailure) -> Fixture {
        guard let mail = FileManager.default.contents(atPath: "\(path)/\(name).eml") else {
            throw CommandFailure("\(path)/\(name).eml: cannot read it; each \(answer) needs its message")
        }
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)\(answer)"),
            let expected = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw CommandFailure("\(path)/\(name)\(answer): no JSON object; correct it") }
        return Fixture(name: name, bytes: Array(mail), expected: expected)
    }
}

extension FixtureFolder.Fixture {
    /// In `malformed` the line ends may be the point.
    var hasFreeLineEnds: Bool { !name.hasPrefix("malformed/") }

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
}
