extension StringProtocol {
    func trimmingBlanks() -> String {
        let isBlank: (Character) -> Bool = {
            $0 == " " || $0 == "\t" || $0 == "\r\n" || $0 == "\n" || $0 == "\r"
        }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) })
        else {
            return ""
        }
        return String(self[first...last])
    }

    /// A message id without its angle brackets.
    func withoutBrackets() -> String {
        let text = trimmingBlanks()
        return text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
    }
}
