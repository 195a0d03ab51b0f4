/// A charset by the name its converter knows.
public struct Charset: Hashable, Sendable {
    public let name: String

    static let utf8 = Charset(name: "UTF-8")
    static let windows1252 = Charset(name: "WINDOWS-1252")
}
