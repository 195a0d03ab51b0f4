/// One node of the MIME tree, in a flat table: the parent is an index, the text is ranges in a buffer.
public struct Part: Sendable {
    /// Index of the multipart or nested message that holds this part; nil for the root.
    public let parent: Int?
    /// 0 for the root.
    public let depth: Int
    /// Index of the buffer all ranges of this part count in: 0 is the message itself, others are decoded copies
    /// of nested messages in base64 or quoted-printable.
    public let buffer: Int
    /// Bytes of the header block, without the empty line.
    public internal(set) var headerRange: Range<Int>
    /// Bytes of the body as transferred, without the line end that belongs to the boundary after it.
    public internal(set) var bodyRange: Range<Int>
    /// Indices into `Message.fields`.
    public internal(set) var fieldRange: Range<Int>
    /// As declared, else the default of its place (RFC 2045 §5.2, RFC 2046 §5.1.5).
    public internal(set) var mediaType: MediaType
    public internal(set) var transferEncoding: TransferEncoding
    public internal(set) var disposition: Disposition?
    /// A multipart that was divided into body parts; one too deep, or without any delimiter, is a leaf.
    public internal(set) var isMultipart: Bool
    /// `message/rfc822` or `message/global` whose root part follows in the table.
    public internal(set) var isNestedMessage: Bool
    /// Stands inside a nested message.
    public let isInNestedMessage: Bool
    /// Of a text part: the charset that it declares, where somebody knows it.
    let charset: Charset?
    /// What raw 8-bit text of this message is read in where it is not UTF-8.
    var fallback: Charset

    /// `filename` of Content-Disposition, else `name` of Content-Type; decoded, a path is not cut off.
    public var fileName: String? {
        disposition?.parameters.fileName("filename", fallback: fallback)
            ?? mediaType.parameters.fileName("name", fallback: fallback)
    }

    /// The sender wants it shown as a file and not in the text (RFC 2183 §2.2).
    public var isAttachment: Bool { disposition?.kind == "attachment" }
}
