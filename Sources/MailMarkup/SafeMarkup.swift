/// Mail HTML made harmless: what it may hold is listed, all else is left out.
///
/// Nothing of the input is copied as markup. libxml2 reads it, and every tag, attribute and style declaration
/// is written anew from the tables of this module; only plain HTML elements are in them, so that no browser
/// reads the result otherwise than it was meant.
public struct SafeMarkup: Sendable {
    /// A complete fragment of HTML for the `body` of `document()`; UTF-8 without control characters.
    public let html: String
    /// Images on other servers: left out, or kept when they were asked for.
    public let remoteImages: Int
    /// Content-IDs (RFC 2392) that images refer to, without angle brackets, in the order of their first
    /// mention.
    public let attachmentImages: [String]
    /// Whether a bound of `MarkupLimits` ended the mail early.
    public let isCut: Bool
    /// As given: decides what the content security policy of `document()` allows.
    public let showsRemoteImages: Bool

    /// - Parameters:
    ///   - html: of any charset, decoded; what is no UTF-8 becomes U+FFFD.
    ///   - image: the address of the body part with this Content-ID; nil leaves the image out. It is written
    ///     as it is: the caller answers for it.
    public init(
        sanitising html: some Sequence<UInt8>, showsRemoteImages: Bool = false,
        image: (String) -> String? = { _ in nil }
    ) {
        self.init(
            sanitising: String(decoding: Array(html.prefix(MarkupLimits.maximumBytes + 1)), as: UTF8.self),
            showsRemoteImages: showsRemoteImages, image: image)
    }

    public init(
        sanitising html: String, showsRemoteImages: Bool = false, image: (String) -> String? = { _ in nil }
    ) {
        let input = InputBytes(html)
        let written = withoutActuallyEscaping(image) { image in
            let writer = MarkupWriter(images: ImageRules(showsRemote: showsRemoteImages, attachment: image))
            MarkupReader.read(input.bytes, into: writer)
            writer.finish()
            return (writer.out, writer.images.remote, writer.images.contentIDs, writer.isCut)
        }
        self.html = String(decoding: written.0, as: UTF8.self)
        remoteImages = written.1
        attachmentImages = written.2
        isCut = written.3 || input.isCut
        self.showsRemoteImages = showsRemoteImages
    }
}
