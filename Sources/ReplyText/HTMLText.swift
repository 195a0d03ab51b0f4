import CLibXML2

/// HTML to text, by the push parser of libxml2: linear, and as lenient as mail needs it.
public enum HTMLText {
    public static func render(_ html: String) -> RenderedHTML {
        initialised
        var bytes = Array(html.utf8.prefix(ReplyLimits.maximumHTMLBytes))
        for index in bytes.indices where bytes[index] == 0 { bytes[index] = 0x20 }
        blankRootEnds(&bytes)
        let sink = Sink()
        parse(bytes, into: sink)
        sink.writer.finish()
        return RenderedHTML(
            utf8: sink.writer.out, quoted: sink.writer.quoted, setOff: sink.writer.setOff,
            quotedInSetOff: sink.writer.quotedInSetOff, signature: sink.writer.signature,
            restQuotedFrom: sink.writer.restQuotedFrom)
    }

    /// `</body>` and `</html>` end the parse for libxml2, and what lists and gateways write behind them would be lost.
    /// Both may be left out (HTML §13.1.2.4), and here they are.
    private static func blankRootEnds(_ bytes: inout [UInt8]) {
        let (body, html) = (Array("body".utf8), Array("html".utf8))
        var index = 0
        while index + 7 <= bytes.count {
            guard bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "/") else {
                index += 1
                continue
            }
            let name = bytes[(index + 2)..<(index + 6)].map { $0 | 0x20 }
            guard name == body || name == html, bytes[index + 6] == UInt8(ascii: ">") else {
                index += 2
                continue
            }
            for place in index..<(index + 7) { bytes[place] = 0x20 }
            index += 7
        }
    }

    /// libxml2 sets up its tables once, and not from several threads at a time.
    private static let initialised: Void = xmlInitParser()

    /// What the callbacks write to; lives for one parse.
    private final class Sink {
        var writer = HTMLLineWriter()
        var context: htmlParserCtxtPtr?
    }

    private static func parse(_ bytes: [UInt8], into sink: Sink) {
        var handler = htmlSAXHandler()
        handler.startElement = { user, name, attributes in
            guard let sink = HTMLText.sink(user), let name else { return }
            guard sink.writer.depth < ReplyLimits.maximumElementDepth else {
                if let context = sink.context { xmlStopParser(context) }
                return
            }
            sink.writer.start(String(cString: name), HTMLAttributes(attributes))
        }
        handler.endElement = { user, name in
            guard let sink = HTMLText.sink(user), let name else { return }
            sink.writer.end(String(cString: name))
        }
        let characters: charactersSAXFunc = { user, text, length in
            guard let sink = HTMLText.sink(user), let text, length > 0 else { return }
            guard sink.writer.out.count < ReplyLimits.maximumTextBytes else {
                if let context = sink.context { xmlStopParser(context) }
                return
            }
            sink.writer.characters(UnsafeBufferPointer(start: text, count: Int(length)))
        }
        handler.characters = characters
        handler.ignorableWhitespace = characters
        // The content of script and style arrives as CDATA: not shown.
        handler.cdataBlock = { _, _, _ in }

        let user = Unmanaged.passUnretained(sink).toOpaque()
        withExtendedLifetime(sink) {
            guard let context = htmlCreatePushParserCtxt(&handler, user, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
            else { return }
            defer { htmlFreeParserCtxt(context) }
            sink.context = context
            let options =
                HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
            htmlCtxtUseOptions(context, Int32(bitPattern: UInt32(options)))
            bytes.withUnsafeBufferPointer { buffer in feed(buffer, to: context) }
            if let document = context.pointee.myDoc {
                xmlFreeDoc(document)
                context.pointee.myDoc = nil
            }
        }
    }

    private static func feed(_ buffer: UnsafeBufferPointer<UInt8>, to context: htmlParserCtxtPtr) {
        guard let base = buffer.baseAddress else { return }
        base.withMemoryRebound(to: CChar.self, capacity: buffer.count) { text in
            var start = 0
            while start < buffer.count {
                let count = min(ReplyLimits.htmlChunkBytes, buffer.count - start)
                htmlParseChunk(context, text + start, Int32(truncatingIfNeeded: count), 0)
                start += count
            }
            htmlParseChunk(context, text, 0, 1)
        }
    }

    private static func sink(_ user: UnsafeMutableRawPointer?) -> Sink? {
        user.map { Unmanaged<Sink>.fromOpaque($0).takeUnretainedValue() }
    }
}
