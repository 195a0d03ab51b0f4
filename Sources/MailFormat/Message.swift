import CalendarTime

/// One parsed message: an immutable buffer, a flat table of parts and a flat table of header fields.
///
/// Parsing never fails: what cannot be read is left as it is, with a `Defect`. Nothing is decoded until it is asked
/// for, except nested messages in base64 or quoted-printable, whose decoded bytes are further buffers.
public struct Message: Sendable {
    /// The message as it came.
    public var bytes: [UInt8] { buffers[0] }
    /// Depth first; `parts[0]` is the root; those of nested messages are here too.
    public let parts: [Part]
    /// The header fields of all parts, in the order of the parts.
    public let fields: [HeaderField]
    /// At most `MailLimits.maximumDefects`.
    public let defects: [Defect]
    let buffers: [[UInt8]]
    let limits: MailLimits

    public init(_ bytes: [UInt8], limits: MailLimits = .standard) {
        buffers = [bytes]
        self.limits = limits
        fields = []
        defects = []
        parts = [
            Part(
                parent: nil, depth: 0, buffer: 0, headerRange: 0..<0, bodyRange: 0..<bytes.count,
                fieldRange: 0..<0,
                mediaType: .textPlain, transferEncoding: .sevenBit, disposition: nil, isMultipart: false,
                isNestedMessage: false, isInNestedMessage: false, fallback: .windows1252)
        ]
    }

    /// Indices of the parts that are no multipart, depth first; a nested message is listed, then its leaves.
    public var leaves: [Int] { parts.indices.filter { parts[$0].mediaType.type != "multipart" } }

    /// Where the body of the root stands in `bytes`.
    public var bodyRange: Range<Int> { parts[0].bodyRange }
}
