import Foundation

/// What a fixture expects, compared with a line of `classify --jsonl`.
///
/// Each key that is expected must be equal; what is not there is not compared. Texts of the visible reply are compared
/// with every run of white space as one blank, addresses without regard to case, recipients without order and only
/// by the keys given.
struct ExpectedAnswer {
    let expected: [String: Any]

    private static let addressKeys: Set<String> = ["new_contact", "new_address", "other_unsubscribe"]

    /// One text for each key that differs, sorted.
    func differences(from line: [String: Any]) -> [String] {
        expected.keys.sorted().compactMap { key in
            let wanted = expected[key] ?? NSNull()
            let found = line[key] ?? NSNull()
            if matches(key, found, wanted) { return nil }
            return "\(key) is \(Self.text(found)), expected \(Self.text(wanted))"
        }
    }

    private func matches(_ key: String, _ found: Any, _ wanted: Any) -> Bool {
        if key == "recipients", let found = found as? [[String: Any]], let wanted = wanted as? [[String: Any]]
        {
            return Self.matchRecipients(found, wanted)
        }
        guard let foundText = found as? String, let wantedText = wanted as? String else {
            return Self.isEqual(found, wanted)
        }
        if key == "visible_reply" { return Self.blanked(foundText) == Self.blanked(wantedText) }
        if Self.addressKeys.contains(key) { return foundText.lowercased() == wantedText.lowercased() }
        return foundText == wantedText
    }

    private static func matchRecipients(_ found: [[String: Any]], _ wanted: [[String: Any]]) -> Bool {
        guard found.count == wanted.count else { return false }
        return wanted.allSatisfy { recipient in
            let address = (recipient["address"] as? String)?.lowercased()
            return found.contains { candidate in
                (candidate["address"] as? String)?.lowercased() == address
                    && recipient.allSatisfy {
                        $0.key == "address" || isEqual(candidate[$0.key] ?? NSNull(), $0.value)
                    }
            }
        }
    }

    private static func isEqual(_ found: Any, _ wanted: Any) -> Bool {
        (found as? NSObject)?.isEqual(wanted) ?? false
    }

    private static func blanked(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping.split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
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
