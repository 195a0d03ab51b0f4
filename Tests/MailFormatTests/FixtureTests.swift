import Foundation
import Testing

@testable import MailFormat

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures")

private let fixtures: [String] = {
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".eml") }.sorted()
}()

private func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: name)))
}

private enum LineEnd: CaseIterable { case lf, crlf, mixed }

/// The message with other line ends; carriage returns that end no line stay.
private func rewritten(_ bytes: [UInt8], _ lineEnd: LineEnd) -> [UInt8] {
    var output: [UInt8] = []
    var lines = 0
    for (place, byte) in bytes.enumerated() {
        let endsLine = place + 1 < bytes.count && byte == 13 && bytes[place + 1] == 10
        if endsLine { continue }
        if byte == 10 {
            lines += 1
            if lineEnd == .crlf || lineEnd == .mixed && lines % 3 != 0 { output.append(13) }
        }
        output.append(byte)
    }
    return output
}

/// What a caller sees of a message, without offsets.
private func outline(_ message: Message) -> [String] {
    let parts = message.parts.indices.map { part in
        "\(message.parts[part].mediaType.essence) \(message.parts[part].depth) \(message.parts[part].fileName ?? "-") "
            + message.text(of: part)
    }
    return parts + message.fields.map { message.unstructured($0) } + message.references
        + (message.from + message.to).map { "\($0.name) <\($0.address)>" } + message.containedFileNames
        + ["\(String(describing: message.date))"]
}

@Test("there are fixtures")
func hasFixtures() { #expect(fixtures.count > 100) }

@Test(
    "LF, CRLF and mixed line ends give the same answer",
    arguments: fixtures.filter { !$0.hasPrefix("malformed/") })
func lineEndsOfFixturesDoNotMatter(_ name: String) throws {
    let original = try bytes(of: name)
    let expected = outline(Message(rewritten(original, .lf)))
    for lineEnd in LineEnd.allCases {
        #expect(outline(Message(rewritten(original, lineEnd))) == expected, "\(name), \(lineEnd)")
    }
}

/// `make fuzz` cuts at every byte, optimised; here at some.
@Test("a fixture cut off is read", arguments: fixtures)
func readsCutFixtures(_ name: String) throws {
    let original = try bytes(of: name)
    for count in stride(from: 0, to: original.count, by: 211) {
        let message = Message(Array(original[..<count]))
        _ = outline(message)
        #expect(message.parts.allSatisfy { $0.bodyRange.upperBound <= max(count, $0.buffer > 0 ? .max : 0) })
    }
}
