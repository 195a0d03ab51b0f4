/// `winmail.dat`: the Transport Neutral Encapsulation Format in which Outlook sends what MIME has no word for
/// ([MS-OXTNEF]). Read is what a person would see: the subject, the text and the files.
public struct TNEF: Sendable {
    public struct Attachment: Sendable, Hashable {
        /// The long name where there is one; nil for a file without any.
        public let name: String?
        /// In the bytes that were read; empty for an embedded message or an OLE object.
        public let dataRange: Range<Int>
    }

    public private(set) var subject: String?
    /// Plain text, every line end as LF: of `PidTagBody`, else of the compressed RTF, else of the attBody attribute.
    public private(set) var text: String?
    /// Of `PidTagHtml`.
    public private(set) var html: String?
    /// In order, no more than `MailLimits.maximumTNEFAttachments`.
    public private(set) var attachments: [Attachment] = []

    /// Nil when the bytes do not begin with the signature. What is cut off or damaged ends the reading, not the result.
    public init?(_ bytes: [UInt8]) { self.init(bytes, limits: .standard) }

    init?(_ bytes: [UInt8], limits: MailLimits) {
        var cursor = LittleEndianCursor(bytes, 0..<bytes.count)
        guard cursor.uint32() == Self.signature, cursor.uint16() != nil else { return nil }
        var reading = Reading(limits: limits)
        while let attribute = Self.attribute(&cursor) { reading.take(attribute, bytes) }
        reading.closeAttachment()
        subject = reading.subject
        text = reading.text
        html = reading.html
        attachments = reading.attachments
    }

    private static let signature: UInt32 = 0x223E_9F78

    struct Attribute {
        let id: UInt32
        let data: Range<Int>
    }

    /// Level, id, length, data, checksum ([MS-OXTNEF] §2.1.3). The checksum is not compared: many writers leave it out.
    private static func attribute(_ cursor: inout LittleEndianCursor) -> Attribute? {
        guard let level = cursor.uint8(), level == 1 || level == 2, let id = cursor.uint32(),
            let length = cursor.uint32(), let data = cursor.range(clampedTo: Int(length))
        else { return nil }
        _ = cursor.uint16()
        return Attribute(id: id, data: data)
    }

    /// What has been read so far; the properties of an attachment come in several attributes.
    private struct Reading {
        let limits: MailLimits
        var subject: String?
        var text: String?
        var html: String?
        var attachments: [Attachment] = []
        private var codePage = Charset.windows1252
        private var isInAttachment = false
        private var name: String?
        private var longName: String?
        private var data = 0..<0

        init(limits: MailLimits) { self.limits = limits }

        mutating func take(_ attribute: Attribute, _ bytes: [UInt8]) {
            switch attribute.id {
            case 0x0006_9007: readCodePage(bytes, attribute.data)  // attOemCodepage
            case 0x0001_8004: subject = subject ?? string(bytes[attribute.data])  // attSubject
            case 0x0002_800C: text = text ?? string(bytes[attribute.data])  // attBody
            case 0x0006_9003: readMessageProperties(bytes, attribute.data)  // attMsgProps
            case 0x0006_9002:  // attAttachRenddata begins an attachment
                closeAttachment()
                isInAttachment = true
            case 0x0001_8010: name = string(bytes[attribute.data])  // attAttachTitle
            case 0x0006_800F: data = attribute.data  // attAttachData
            case 0x0006_9005: readAttachmentProperties(bytes, attribute.data)  // attAttachment
            default: break
            }
        }

        mutating func closeAttachment() {
            defer {
                isInAttachment = false
                name = nil
                longName = nil
                data = 0..<0
            }
            guard isInAttachment, attachments.count < limits.maximumTNEFAttachments else { return }
            attachments.append(Attachment(name: longName ?? name, dataRange: data))
        }

        private mutating func readCodePage(_ bytes: [UInt8], _ range: Range<Int>) {
            var cursor = LittleEndianCursor(bytes, range)
            guard let number = cursor.uint32() else { return }
            codePage = Charset(label: Array("cp\(number)".utf8)[...]) ?? codePage
        }

        private mutating func readMessageProperties(_ bytes: [UInt8], _ range: Range<Int>) {
            var reader = TNEFProperties(bytes, range, limits: limits)
            var compressed: Range<Int>?
            while let property = reader.next() {
                switch property.id {
                case 0x0037: subject = string(property, bytes) ?? subject  // PidTagSubject
                case 0x1000: text = string(property, bytes) ?? text  // PidTagBody
                case 0x1013: html = string(property, bytes) ?? html  // PidTagHtml
                case 0x1009: compressed = property.value  // PidTagRtfCompressed
                default: break
                }
            }
            guard text == nil, html == nil, let compressed else { return }
            text = CompressedRTF.decompress(bytes[compressed], limits: limits).flatMap { RTFText.plain($0) }
        }

        private mutating func readAttachmentProperties(_ bytes: [UInt8], _ range: Range<Int>) {
            var reader = TNEFProperties(bytes, range, limits: limits)
            while let property = reader.next() {
                switch property.id {
                case 0x3707: longName = string(property, bytes) ?? longName  // PidTagAttachLongFilename
                case 0x3704: name = string(property, bytes) ?? name  // PidTagAttachFilename
                case 0x3701: data = property.value  // PidTagAttachDataBinary
                default: break
                }
            }
        }

        private func string(_ property: TNEFProperties.Property, _ bytes: [UInt8]) -> String? {
            let value = bytes[property.value]
            switch property.type {
            case 0x001F: return cleaned(CharsetConverter.utf16LittleEndian(value))  // PtypString
            case 0x001E, 0x0102: return string(value)  // PtypString8, PtypBinary
            default: return nil
            }
        }

        private func string(_ value: ArraySlice<UInt8>) -> String? {
            let end = value.firstIndex(of: 0) ?? value.endIndex
            return cleaned(TextDecoding.text(value[..<end], declared: nil, fallback: codePage))
        }

        /// Without the zero at the end, every line end as LF; nil for nothing.
        private func cleaned(_ text: String) -> String? {
            var bytes = Array(text.utf8.prefix { $0 != 0 })
            LineEnds.makeLineFeeds(&bytes)
            return bytes.isEmpty ? nil : UTF8Text.repaired(bytes.span)
        }
    }
}
