/// What a server said during a login that somebody else led (libcurl, with its tags `A001`…).
public enum LoginDialogue {
    /// The capabilities that hold after the login, in upper case; nil where the server did not tell them with its answer.
    /// Those told before do not count: servers offer more to whom they know.
    public static func capabilities(_ lines: [String]) -> [String]? {
        guard let last = lines.lastIndex(where: isAccepted) else { return nil }
        let status = lines[last].split(separator: " ", maxSplits: 2)
        let answer = StatusReading.status(tag: nil, .ok, Array((status.count > 2 ? status[2] : "").utf8)[...])
        if case .capability(let words)? = answer.code { return words }
        let before = lines[..<last].lastIndex(where: isTagged).map { $0 + 1 } ?? 0
        for line in lines[before..<last].reversed() {
            let words = line.split(separator: " ")
            // In the first piece of the dialogue it may be the answer to a CAPABILITY before the login.
            if before > 0, words.count > 2, words[0] == "*", words[1].uppercased() == "CAPABILITY" {
                return words.dropFirst(2).map { $0.uppercased() }
            }
        }
        return nil
    }

    private static func isTagged(_ line: String) -> Bool { !line.hasPrefix("*") && !line.hasPrefix("+") }

    private static func isAccepted(_ line: String) -> Bool {
        let words = line.split(separator: " ", maxSplits: 2)
        return isTagged(line) && words.count >= 2 && words[1].uppercased() == "OK"
    }
}
