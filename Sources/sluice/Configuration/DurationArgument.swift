import ArgumentParser

/// Lengths of time on the command line: `90s`, `15m`, `36h`, `3d`, `2w`; a number alone is days.
enum DurationArgument {
    private static let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
    private static let maximumSeconds: Int64 = 3_660 * 86_400

    @Sendable static func seconds(_ text: String) throws -> Int64 {
        var digits = text[...]
        var unit: Int64 = 86_400
        if let last = digits.last, let known = units[last] {
            unit = known
            digits.removeLast()
        }
        guard let count = Int64(digits), count >= 0, count <= maximumSeconds / unit else {
            throw ValidationError("'\(text)' is no length of time; write it like 3d, 36h or 15m.")
        }
        return count * unit
    }

    static func text(_ seconds: Int64) -> String {
        for (suffix, unit) in [("w", Int64(604_800)), ("d", 86_400), ("h", 3_600), ("m", 60)]
        where seconds != 0 && seconds % unit == 0 && !(suffix == "w" && seconds < 4 * unit) {
            return "\(seconds / unit)\(suffix)"
        }
        return "\(seconds)s"
    }
}
