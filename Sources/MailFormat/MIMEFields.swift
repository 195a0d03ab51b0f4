/// Where the fields of one header that tell about its body stand; of several with one name, the first.
struct MIMEFields {
    private(set) var contentType: Range<Int>?
    private(set) var transferEncoding: Range<Int>?
    private(set) var disposition: Range<Int>?

    /// `fields[start...]` are those of the header.
    init(_ fields: [HeaderField], from start: Int) {
        for index in start..<fields.count {
            switch fields[index].nameIndex {
            case FieldName.contentTypeIndex: contentType = contentType ?? fields[index].valueRange
            case FieldName.transferEncodingIndex:
                transferEncoding = transferEncoding ?? fields[index].valueRange
            case FieldName.dispositionIndex: disposition = disposition ?? fields[index].valueRange
            default: break
            }
        }
    }
}
