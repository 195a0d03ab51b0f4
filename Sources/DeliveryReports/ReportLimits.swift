/// Bounds on what one report can make us do.
enum ReportLimits {
    /// Recipients kept of one report; the rest give a defect.
    static let maximumRecipients = 1_000
    /// Bytes of the text for people that are read. Explanations are short; what follows is the returned message.
    static let maximumExplanationBytes = 64 * 1024
    /// Octets of a text as transferred that are decoded. HTML and quoted-printable need several for a letter.
    static let maximumTextBytes = 4 * maximumExplanationBytes
    /// Octets of a file as transferred in which the fields of a report are looked for.
    static let maximumFileBytes = 8 * 1024
    /// Octets of a machine-readable part as transferred, enough for the recipients that are kept.
    static let maximumFieldBytes = 256 * 1024
    /// Bytes of what is said about one recipient.
    static let maximumDiagnosticBytes = 2_048
    /// Lines of what is said about one recipient.
    static let maximumDiagnosticLines = 24
    /// Bytes of an address (RFC 5321 §4.5.3.1 allows 64 + 1 + 255); with room for what is longer in practice.
    static let maximumAddressBytes = 512
    /// Message-IDs kept of the message reported on.
    static let maximumMessageIDs = 20
}
