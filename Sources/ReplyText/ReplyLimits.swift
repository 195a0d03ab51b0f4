/// Bounds on what one message can make us do.
enum ReplyLimits {
    /// UTF-8 bytes of a text that are read; what a person writes in one answer is far below.
    static let maximumTextBytes = 192 * 1024
    /// UTF-8 bytes of HTML that are rendered; rendering ends earlier where the text is full.
    static let maximumHTMLBytes = 512 * 1024
    /// Octets of a body part as transferred that are decoded: quoted-printable takes three for one.
    static let maximumTransferredBytes = 4 * maximumTextBytes
    /// Elements open at once. Deeper mail is cut there: libxml2 looks through the open elements at each end tag, so
    /// without a bound the work would grow with the square of the depth.
    static let maximumElementDepth = 1_000
    /// Bytes handed to libxml2 at a time; 4 KiB measured best.
    static let htmlChunkBytes = 4_096
    /// Lines an attribution may be wrapped over.
    static let maximumAttributionLines = 4
    /// UTF-8 bytes of an attribution.
    static let maximumAttributionBytes = 480
    /// Lines of a signature, without empty ones.
    static let maximumSignatureLines = 24
    /// Paragraphs of a signature between the name and the last one.
    static let maximumSignatureParagraphs = 4
    /// Lines of one paragraph with links under a signature.
    static let maximumFooterLines = 6
    /// Lines of a notice in which a word of secrecy is looked for.
    static let maximumNoticeLines = 12
    /// Letters of a line of a signature; Chinese, Japanese and Korean ones count three.
    static let maximumSignatureLineWidth = 100
}
