import Foundation

/// A reader of what a person imports, fed with chunks of bytes.
public protocol ImportReader {
    /// `source` gives the next bytes, none at the end.
    init(_ source: @escaping () -> [UInt8])
}

extension ImportReader {
    public init(text: String) { self.init(bytes: Array(text.utf8)) }

    public init(bytes: [UInt8]) {
        var rest: [UInt8]? = bytes
        self.init {
            defer { rest = nil }
            return rest ?? []
        }
    }

    public init(path: String) throws(ImportFault) {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw ImportFault(line: nil, "\(path): cannot be read; check the path and its permissions")
        }
        self.init { (try? file.read(upToCount: 1 << 18)).flatMap { $0 }.map { Array($0) } ?? [] }
    }
}
