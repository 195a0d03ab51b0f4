/// What the `src` of an image refers to.
enum ImageSource: Equatable {
    /// A body part of the mail, by its Content-ID (RFC 2392).
    case attachment(String)
    /// The image itself (RFC 2397): a bitmap in base64.
    case inline(String)
    /// An image on a server, asked for by https whatever the mail says.
    case remote(String)
    case none

    private static let inlineTypes = ["png", "gif", "jpeg", "jpg", "webp"].map { "data:image/\($0);base64," }

    init(_ src: String) {
        let text = src.trimmedOfSpace
        let head = text.prefix(32).lowercased()
        if head.hasPrefix("cid:") {
            self = Self.attachment(named: text.dropFirst(4))
        } else if let type = Self.inlineTypes.first(where: head.hasPrefix) {
            self = Self.bitmap(type, text.utf8.dropFirst(type.utf8.count))
        } else if let web = WebAddress(text) {
            self = .remote("https://\(web.host)\(web.rest)")
        } else {
            self = .none
        }
    }

    private static func attachment(named name: Substring) -> ImageSource {
        var bytes: [UInt8] = []
        var rest = name.utf8.prefix(MarkupLimits.maximumContentIDBytes + 1)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap(\.hexDigitValue)
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                bytes.append(digits[0] << 4 | digits[1])
                rest = rest.dropFirst(2)
            } else if byte > 0x20, byte != UInt8(ascii: "<"), byte != UInt8(ascii: ">") {
                bytes.append(byte)
            }
        }
        guard (1...MarkupLimits.maximumContentIDBytes).contains(bytes.count) else { return .none }
        return .attachment(String(decoding: bytes, as: UTF8.self))
    }

    private static func bitmap(_ head: String, _ base64: Substring.UTF8View) -> ImageSource {
        guard base64.count <= MarkupLimits.maximumDataImageBytes else { return .none }
        let digits = base64.filter { $0 > 0x20 }
        let isBase64 = digits.allSatisfy { $0.isASCIILetterOrDigit || "+/=".utf8.contains($0) }
        return isBase64 && !digits.isEmpty ? .inline(head + String(decoding: digits, as: UTF8.self)) : .none
    }
}

/// Which images are shown, and a count of those the mail refers to.
struct ImageRules {
    let showsRemote: Bool
    let attachment: (String) -> String?
    private(set) var remote = 0
    private(set) var contentIDs: [String] = []
    private var known: Set<String> = []

    init(showsRemote: Bool, attachment: @escaping (String) -> String?) {
        self.showsRemote = showsRemote
        self.attachment = attachment
    }

    /// The address to write; nil leaves the image's `src` out.
    mutating func address(of source: ImageSource) -> String? {
        switch source {
        case .attachment(let id):
            if known.count < MarkupLimits.maximumAttachmentImages, known.insert(id).inserted {
                contentIDs.append(id)
            }
            return known.contains(id) ? attachment(id) : nil
        case .inline(let address): return address
        case .remote(let address):
            remote += 1
            return showsRemote ? address : nil
        case .none: return nil
        }
    }
}
