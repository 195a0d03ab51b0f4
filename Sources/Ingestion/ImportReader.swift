import Foundation

/// A reader of what a person imports, fed with chunks of bytes.
public protocol ImportReader {
    /// `source` gives the next bytes, none at the end.
    init(_ source: @escaping () -> [UInt8])
}

extension ImportReader {
    public init(text: String) {
        var bytes: [UInt8]? = Array(text.utf8)
        self.init {
            defer { bytes = nil }
            return bytes ?? []
        }
    }

    public init(path: String) throws(ImportFault) {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw ImportFault(line: nil, "\(path): cannot be read; check the path and its permissions")
        }
        self.init { (try? file.read(upToCount: 1 << 18)).flatMap { $0 }.map { Array($0) } ?? [] }
    }
}
