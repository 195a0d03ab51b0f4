/// Every bound on what a message may make the parser do, each with its unit.
///
/// Beyond a bound the rest is left unread (never refused) and the message carries a `Defect` that names the bound.
public struct MailLimits: Sendable, Hashable {
    /// Bytes of one message that are looked at; the flat tables hold 32-bit offsets.
    public var maximumMessageBytes = 1 << 31
    /// Levels of multiparts and nested messages; a deeper one is a leaf. Dovecot's value.
    public var maximumPartDepth = 100
    /// Parts of one message, the root and those of nested messages included. Dovecot's value.
    public var maximumParts = 10_000
    /// Nested messages inside each other that are in base64 or quoted-printable: each costs a decoded copy.
    public var maximumEncodedMessageDepth = 8
    /// Bytes of one header block; fields after that are not recorded. Dovecot's value.
    public var maximumHeaderBlockBytes = 10 << 20
    /// Header fields of one message, those of all its parts taken together.
    public var maximumHeaderFields = 500_000
    /// Defects kept; the count goes on in silence.
    public var maximumDefects = 100
    /// Defects of one kind kept.
    public var maximumDefectsOfOneKind = 20
    /// Bytes of one field that are decoded when it is asked for.
    public var maximumFieldBytes = 8 << 20
    /// Encoded words decoded in one field; later ones stay as they are written.
    public var maximumEncodedWords = 10_000
    /// Mailboxes of one field.
    public var maximumAddresses = 10_000
    /// Message identifiers of one In-Reply-To or References field. The last ones name the nearest ancestors,
    /// so the first `maximumMessageIDs / 2` and the last ones are kept.
    public var maximumMessageIDs = 10_000
    /// Sections `name*0`, `name*1` … of one parameter (RFC 2231 §3). Dovecot's value.
    public var maximumParameterSections = 128
    /// Parameters of one field.
    public var maximumParameters = 1_000
    /// Comments inside each other; a deeper parenthesis is plain text of the comment.
    public var maximumCommentDepth = 50
    /// Bytes of a charset name; a longer one is unknown. The longest registered name has 45.
    public var maximumCharsetNameBytes = 64

    /// Bytes of a date that are read.
    public var maximumDateBytes = 1_000
    /// Bytes of a media type, or of the kind of a disposition; RFC 6838 §4.2 allows 127 for type and subtype each.
    public var maximumMediaTypeBytes = 255
    /// Bytes in which the boundary of a multipart without a boundary parameter is looked for.
    public var maximumGuessedPreambleBytes = 8 << 10
    /// Multiparts of one message whose boundary parameter is wrong and whose own boundary is then looked for; for
    /// each one the text up to the next delimiter is searched twice.
    public var maximumReplacedBoundaries = 8

    /// Files that are looked for in one uuencoded text.
    public var maximumUuencodedFiles = 1_000
    /// Files of one `winmail.dat`.
    public var maximumTNEFAttachments = 1_000
    /// MAPI properties of one attribute of a `winmail.dat`.
    public var maximumTNEFProperties = 10_000
    /// Bytes of a decompressed RTF text.
    public var maximumRTFBytes = 8 << 20
    /// Groups of an RTF text inside each other.
    public var maximumRTFDepth = 100

    public init() {}

    public static let standard = MailLimits()
}
