/// Bounds on what one mail's HTML can make us and the browser do.
public enum MarkupLimits {
    /// UTF-8 bytes of HTML that are read; images written into the HTML count.
    public static let maximumBytes = 4 * 1024 * 1024
    /// UTF-8 bytes written. Escapes make text longer: a quote takes six bytes for one.
    public static let maximumOutputBytes = 8 * 1024 * 1024
    /// Elements open at once; no hand-written mail comes near. It is cut there, for libxml2 looks through the
    /// open elements at each end tag.
    static let maximumElementDepth = 300
    /// Attributes of one start tag that are read.
    static let maximumAttributes = 64
    /// UTF-8 bytes of a `style` attribute that are read.
    static let maximumStyleBytes = 8_192
    /// UTF-8 bytes of the address of a link or an image; a longer one is left out.
    static let maximumAddressBytes = 8_192
    /// UTF-8 bytes of an `alt` or `title`; a longer one is left out.
    static let maximumTextValueBytes = 8_192
    /// Characters of a `data:` image; a longer one is left out.
    static let maximumDataImageBytes = 1024 * 1024
    /// Octets of a Content-ID: a line of a message (RFC 5322 §2.1.1).
    static let maximumContentIDBytes = 998
    /// Content-IDs that are reported.
    static let maximumAttachmentImages = 1_000
    /// Bytes handed to libxml2 at a time; also bounds the attributes it compares with one another.
    static let chunkBytes = 4_096
}
