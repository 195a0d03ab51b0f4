/// A place in a run of bytes; reads move it forward, a read that fails leaves it where it was.
struct ByteCursor {
    private let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: some Sequence<UInt8>, at position: Int = 0) {
        self.bytes = Array(bytes)
        self.position = position
    }

    var rest: ArraySlice<UInt8> { bytes[min(position, bytes.count)...] }
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }
    var isAtDigit: Bool { next.map(ASCII.isDigit) ?? false }

    mutating func advance() {
        if position < bytes.count { position += 1 }
    }

    mutating func move(to position: Int) {
        self.position = min(max(0, position), bytes.count)
    }

    mutating func skipBlanks() {
        while let byte = next, byte == ASCII.space || byte == ASCII.tab { position += 1 }
    }

    mutating func read(_ character: Unicode.Scalar) -> Bool {
        guard character.isASCII, next == UInt8(character.value) else { return false }
        position += 1
        return true
    }

    /// Reads a number of so many decimal digits and no more. The range ends at 9 digits, so it cannot overflow.
    mutating func readNumber(digits: ClosedRange<Int>) -> Int? {
        precondition(digits.upperBound <= 9)
        var number = 0
        var count = 0
        var ahead = position
        while count < digits.upperBound, ahead < bytes.count, ASCII.isDigit(bytes[ahead]) {
            number = number * 10 + Int(bytes[ahead] - ASCII.zero)
            count += 1
            ahead += 1
        }
        guard count >= digits.lowerBound else { return nil }
        position = ahead
        return number
    }
}
