/// Compares a secret that somebody gives with ours.
public enum ConstantTime {
    /// In a time that depends on what was given alone: it tells neither where the two differ nor how long ours is.
    public static func areEqual(_ given: [UInt8], _ ours: [UInt8]) -> Bool {
        guard !ours.isEmpty else { return given.isEmpty }
        var difference: UInt8 = given.count == ours.count ? 0 : 1
        for index in given.indices { difference |= given[index] ^ ours[index % ours.count] }
        return difference == 0
    }

    public static func areEqual(_ given: String, _ ours: String) -> Bool {
        areEqual(Array(given.utf8), Array(ours.utf8))
    }
}
