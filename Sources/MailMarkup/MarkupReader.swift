import CLibXML2

/// Gives the tags and the text of HTML to a writer, by the push parser of libxml2.
enum MarkupReader {
    static func read(_ bytes: [UInt8], into writer: MarkupWriter) {
        initialised
        var handler = htmlSAXHandler()
        handler.startElement = { user, name, attributes in
            guard let sink = Sink.at(user), let name else { return }
            guard sink.writer.start(String(cString: name), MarkupReader.pairs(attributes)) else {
                if let context = sink.context { xmlStopParser(context) }
                return
            }
        }
        handler.endElement = { user, name in
            guard let sink = Sink.at(user), let name else { return }
            sink.writer.end(String(cString: name))
        }
        let characters: charactersSAXFunc = { user, text, length in
            guard let sink = Sink.at(user), let text, length > 0 else { return }
            sink.writer.text(UnsafeBufferPointer(start: text, count: Int(length)))
        }
        handler.characters = characters
        handler.ignorableWhitespace = characters
        // The content of script and style.
        handler.cdataBlock = { _, _, _ in }

        let sink = Sink(writer)
        withExtendedLifetime(sink) {
            let user = Unmanaged.passUnretained(sink).toOpaque()
            guard let context = htmlCreatePushParserCtxt(&handler, user, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
            else { return }
            defer { htmlFreeParserCtxt(context) }
            sink.context = context
            let options =
                HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_NOIMPLIED.rawValue
            htmlCtxtUseOptions(context, Int32(bitPattern: UInt32(options)))
            for part in [frame, bytes] { feed(part, to: context) }
            htmlParseChunk(context, nil, 0, 1)
            if let document = context.pointee.myDoc {
                xmlFreeDoc(document)
                context.pointee.myDoc = nil
            }
        }
    }

    /// What the callbacks write to; lives for one parse.
    private final class Sink {
        let writer: MarkupWriter
        var context: htmlParserCtxtPtr?

        init(_ writer: MarkupWriter) { self.writer = writer }

        static func at(_ user: UnsafeMutableRawPointer?) -> Sink? {
            user.map { Unmanaged<Sink>.fromOpaque($0).takeUnretainedValue() }
        }
    }

    /// libxml2 sets up its tables once, and not from several threads at a time.
    private static let initialised: Void = xmlInitParser()

    /// Around every mail: where no element is open, libxml2 takes the document for ended; directly in `html`
    /// it would put text into a paragraph.
    private static let frame = Array("<html><mail>".utf8)

    private static func feed(_ bytes: [UInt8], to context: htmlParserCtxtPtr) {
        var bytes = bytes
        var longTag = LongTag()
        bytes.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            let text = UnsafePointer(base.assumingMemoryBound(to: CChar.self))
            var start = 0
            while start < buffer.count {
                let count = min(MarkupLimits.chunkBytes, buffer.count - start)
                htmlParseChunk(context, text + start, Int32(truncatingIfNeeded: count), 0)
                start += count
                if let waiting = waitingTag(of: context) {
                    longTag.shorten(buffer, from: start - waiting, fed: start)
                }
            }
        }
    }

    /// How many bytes of a start tag that has not ended the parser holds.
    private static func waitingTag(of context: htmlParserCtxtPtr) -> Int? {
        guard let input = context.pointee.input, let place = input.pointee.cur, let end = input.pointee.end,
            end - place > 1, place[0] == UInt8(ascii: "<"), place[1].isASCIILetter
        else { return nil }
        return end - place
    }

    /// From name and value in turn, a null at the end, as libxml2 gives them.
    private static func pairs(
        _ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) -> [MarkupAttribute] {
        guard var place = list else { return [] }
        var pairs: [MarkupAttribute] = []
        while let name = place.pointee, pairs.count < MarkupLimits.maximumAttributes {
            let value = (place + 1).pointee.map { String(cString: $0) }
            pairs.append(MarkupAttribute(name: String(cString: name), value: value ?? ""))
            place += 2
        }
        return pairs
    }
}

/// An attribute as the mail has it: its name in lower case, its value with references decoded.
struct MarkupAttribute {
    let name: String
    let value: String
}
