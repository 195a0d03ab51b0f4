import CLibXML2

/// The attributes of a start tag that say what the element is; lower case.
struct HTMLAttributes {
    private(set) var id = ""
    private(set) var classes: [String] = []
    private(set) var style: HTMLStyle = []
    private(set) var type = ""
    private(set) var cite = ""
    private(set) var name = ""
    private(set) var smartmail = ""
    private(set) var isEmpty = true

    /// From name and value in turn, a null at the end, as libxml2 gives them.
    init(_ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        guard var place = list else { return }
        while let attribute = place.pointee {
            if let value = (place + 1).pointee { set(String(cString: attribute), value) }
            place += 2
        }
    }

    private mutating func set(_ attribute: String, _ value: UnsafePointer<xmlChar>) {
        isEmpty = false
        switch attribute {
        case "style":
            style = HTMLStyle(UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value))))
        case "class":
            classes = String(cString: value).lowercased().split(separator: " ").map(String.init)
        case "id": id = String(cString: value).lowercased()
        case "type": type = String(cString: value).lowercased()
        case "cite": cite = String(cString: value)
        case "name": name = String(cString: value).lowercased()
        case "data-smartmail": smartmail = String(cString: value).lowercased()
        default: break
        }
    }
}
