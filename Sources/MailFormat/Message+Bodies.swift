extension Message {
    /// The body as it was transferred.
    public func rawBody(of part: Int) -> ArraySlice<UInt8> {
        buffers[parts[part].buffer][parts[part].bodyRange]
    }

    /// The body with its transfer encoding decoded.
    ///
    /// `octets`: no more of the transferred body than these is decoded, up to a line end.
    public func body(of part: Int, first octets: Int = .max) -> [UInt8] {
        parts[part].transferEncoding.decode(beginning(of: part, octets))
    }

    /// The body decoded and converted to Unicode; every line end is LF, a byte order mark is dropped.
    ///
    /// `octets`: no more of the transferred body than these is decoded, up to a line end. Who needs only the
    /// beginning of a text is not to pay for fifteen megabytes of it.
    public func text(of part: Int, first octets: Int = .max) -> String {
        let type = parts[part].mediaType
        let declared = type.type == "text" ? parts[part].charset : type.declaredCharset
        let fallback = parts[part].fallback
        let body = beginning(of: part, octets)
        guard declared?.hasASCII != false else {
            return wideText(parts[part].transferEncoding.decode(body), declared, fallback)
        }
        var bytes = parts[part].transferEncoding.decodeLines(body)
        if body.count < parts[part].bodyRange.count, declared?.isUnicode != false {
            bytes.removeLast(UTF8Text.unfinished(bytes.span))
        }
        let start = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
        return TextDecoding.text(bytes[start...], declared: declared, fallback: fallback)
    }

    /// The last line is left out where it is cut, unless it is most of what there is.
    private func beginning(of part: Int, _ octets: Int) -> ArraySlice<UInt8> {
        let body = rawBody(of: part)
        guard body.count > octets else { return body }
        let cut = body.prefix(max(0, octets))
        guard let lineEnd = cut.lastIndex(of: ASCII.lineFeed), lineEnd >= cut.startIndex + cut.count / 2
        else {
            return cut
        }
        return cut[...lineEnd]
    }

    private func withoutFiles(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let files = Uuencode.files(in: bytes[...], limits: limits)
        guard !files.isEmpty else { return text }
        var rest: [UInt8] = []
        rest.reserveCapacity(bytes.count)
        var start = 0
        for file in files {
            rest += bytes[start..<file.start]
            start = file.end
        }
        rest += bytes[start...]
        return UTF8Text.repaired(rest.span)
    }

    /// Line ends of UTF-16 and its like are seen only after the conversion.
    private func wideText(_ body: [UInt8], _ declared: Charset?, _ fallback: Charset) -> String {
        let text = TextDecoding.text(body[...], declared: declared, fallback: fallback)
        var bytes = Array(text.utf8)
        LineEnds.makeLineFeeds(&bytes)
        let start = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
        let rest = bytes[start...]
        return UTF8Text.repaired(rest.span)
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The text as a reader sees it: the paragraphs of a flowed part joined (RFC 3676), uuencoded files left out.
    public func readableText(of part: Int) -> String { readable(text(of: part), of: part) }

    /// The same of a text that was already decoded: `text` is that of `part`.
    public func readable(_ text: String, of part: Int) -> String {
        let type = parts[part].mediaType
        guard type.is("text", "plain") else { return text }
        // Programs that write uuencode into text do not encode it once more.
        let mayHoldFile = !parts[part].transferEncoding.isDecoded && Uuencode.mayHoldFile(text.utf8.span)
        let rest = mayHoldFile ? withoutFiles(text) : text
        guard type.parameter("format")?.lowercased() == "flowed" else { return rest }
        return FlowedText.unflowed(rest, deletesSpace: type.parameter("delsp")?.lowercased() == "yes")
    }
}
