import IMAPProtocol

extension FuzzTarget {
    /// However the octets are cut, the same responses come, and the octets of each body are as many as announced.
    static func readResponses(_ bytes: [UInt8]) {
        precondition(
            responses(bytes, by: bytes.count) == responses(bytes, by: 1), "the cut changes what is read")
    }

    private static func responses(_ bytes: [UInt8], by size: Int) -> [IMAPResponseParser.Piece] {
        var parser = IMAPResponseParser(tagPrefix: "T0", joinsMidway: bytes.first == UInt8(ascii: "~"))
        var found: [IMAPResponseParser.Piece] = []
        var received = 0
        for start in stride(from: 0, to: bytes.count, by: max(1, size)) {
            parser.push(Array(bytes[start..<min(bytes.count, start + max(1, size))]))
            while let piece = parser.next() {
                switch piece {
                case .body(let more): received += more.count
                case .fault: return found + [piece]
                case .response(let response):
                    if case .fetch(let fetch) = response, case .streamed(let count)? = fetch.body {
                        precondition(count == received, "a body is longer or shorter than announced")
                        received = 0
                    }
                    found.append(piece)
                }
            }
        }
        return found
    }
}
