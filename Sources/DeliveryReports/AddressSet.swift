/// Addresses by their keys, or other short names, each once and in order. Reports name a few, which are compared sooner
/// than hashed; those that name many are hashed.
struct AddressSet {
    private(set) var keys: [String] = []
    /// Empty up to `maximumCompared` keys.
    private var hashed: Set<String> = []

    private static let maximumCompared = 12

    init(_ keys: some Sequence<String> = []) {
        for key in keys { insert(key) }
    }

    func contains(_ key: String) -> Bool {
        hashed.isEmpty ? keys.contains(key) : hashed.contains(key)
    }

    /// False where the key is there already.
    @discardableResult
    mutating func insert(_ key: String) -> Bool {
        guard !contains(key) else { return false }
        keys.append(key)
        if !hashed.isEmpty {
            hashed.insert(key)
        } else if keys.count > Self.maximumCompared {
            hashed = Set(keys)
        }
        return true
    }

    func union(_ other: AddressSet) -> AddressSet {
        var both = self
        for key in other.keys { both.insert(key) }
        return both
    }

    func subtracting(_ other: AddressSet) -> AddressSet {
        AddressSet(keys.lazy.filter { !other.contains($0) })
    }
}
