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
        let scanner = StructureScanner(bytes, limits: limits)
        buffers = scanner.buffers
        parts = scanner.parts
        fields = scanner.fields
        defects = scanner.defects
        self.limits = limits
    }

    /// Indices of the parts without body parts, depth first; a nested message is listed, then its leaves.
    ///
    /// A root multipart without any delimiter is a leaf of its declared type, see `undividedMultiparts`.
    public var leaves: [Int] { parts.indices.filter { !parts[$0].isMultipart } }

    /// Where the body of the root stands in `bytes`.
    public var bodyRange: Range<Int> { parts[0].bodyRange }
}
