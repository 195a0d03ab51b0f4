/// Mail addresses written in a text, where they stand.
enum AddressesInText {
    struct Address: Sendable {
        let text: String
        let range: Range<Int>
    }

    /// Bytes of text searched, and addresses returned.
    static let maximumBytes = 65_536
    static let maximumAddresses = 20

    static func find(in bytes: [UInt8]) -> [Address] {
        var found: [Address] = []
        let end = min(bytes.count, maximumBytes)
        var place = 0
        while found.count < maximumAddresses {
            guard place < end, let at = bytes[place..<end].firstIndex(of: 0x40) else { break }
            place = at
            var first = place
            while first > 0, place - first < 64, isLocal(bytes[first - 1]) { first -= 1 }
            var last = place + 1
            while last < end, last - place < 254, isDomain(bytes[last]) { last += 1 }
            while last > place + 1, bytes[last - 1] == 0x2E || bytes[last - 1] == 0x2D { last -= 1 }
            while first < place, bytes[first] == 0x2E || bytes[first] == 0x2D { first += 1 }
            if first < place, bytes[(place + 1)..<last].contains(0x2E) {
                found.append(
                    Address(text: String(decoding: bytes[first..<last], as: UTF8.self), range: first..<last))
            }
            place = max(last, place + 1)
        }
        return found
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        isDomain(byte) || byte == 0x2B || byte == 0x5F || byte == 0x3D || byte == 0x25
    }
    private static func isDomain(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || WordBytes.isDigit(byte)
            || byte == 0x2D || byte == 0x2E
    }
}
