extension Message {
    /// The body as it was transferred.
    public func rawBody(of part: Int) -> ArraySlice<UInt8> {
        buffers[parts[part].buffer][parts[part].bodyRange]
    }

    /// The body with its transfer encoding decoded.
    public func body(of part: Int) -> [UInt8] { parts[part].transferEncoding.decode(rawBody(of: part)) }

    /// The body decoded and converted to Unicode; every line end is LF, a byte order mark is dropped.
    public func text(of part: Int) -> String {
        let text = TextDecoding.text(
            body(of: part), declared: parts[part].mediaType.charset, fallback: parts[part].fallback)
        return Self.withLineFeeds(text)
    }

    /// The text of a flowed part with its paragraphs joined (RFC 3676), of any other part as it is.
    public func unflowedText(of part: Int) -> String {
        let type = parts[part].mediaType
        let text = text(of: part)
        guard type.is("text", "plain"), type.parameter("format")?.lowercased() == "flowed" else {
            return text
        }
        return FlowedText.unflowed(text, deletesSpace: type.parameter("delsp")?.lowercased() == "yes")
    }

    /// CRLF, and carriage returns that stand alone, as LF. Several before one LF are broken conversions of one end.
    private static func withLineFeeds(_ text: String) -> String {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = Array(text.utf8)
        let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        if start == 0, Bytes.first(ASCII.carriageReturn, in: bytes, 0..<bytes.count) == nil { return text }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var place = start
        while let found = Bytes.first(ASCII.carriageReturn, in: bytes, place..<bytes.count) {
            output += bytes[place..<found]
            var next = found
            while next < bytes.count, bytes[next] == ASCII.carriageReturn { next += 1 }
            if next == bytes.count || bytes[next] != ASCII.lineFeed {
                output += repeatElement(ASCII.lineFeed, count: next - found)
            }
            place = next
        }
        output += bytes[place...]
        return String(decoding: output, as: UTF8.self)
    }
}
