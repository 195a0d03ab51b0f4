import ArgumentParser
import Foundation

/// The messages of a benchmark: all `.eml` files below a folder, by path.
struct MailFolder {
    /// Smaller messages count as "small mail", the rest as mail with attachments.
    static let smallBytes = 64 << 10

    let paths: [String]

    init(_ folder: String) throws {
        guard let names = FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) else {
            throw ValidationError("\(folder): no such folder; 'sluice-bench generate' makes one")
        }
        paths = names.filter { $0.hasSuffix(".eml") }.sorted().map { "\(folder)/\($0)" }
        guard !paths.isEmpty else {
            throw ValidationError("\(folder): holds no .eml file; 'sluice-bench generate' makes some")
        }
    }

    static func bytes(of path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path): cannot be read")
        }
        return [UInt8](data)
    }
}
