import Classification
import Crypto
import DataFormats
import Foundation

/// Compiled lexicons kept on disk between runs: to sort some hundred thousand phrases again takes a second or more.
///
/// A file serves the rule files and the program that made it and no others, and only whole: its name is a hash of both,
/// and a hash of its contents stands at its end. Whatever is wrong with it, the rules are compiled anew; whatever
/// hinders the writing is no fault either.
struct LexiconCache {
    let folder: String
    /// Bytes of a lexicon below which reading the rules anew is as fast.
    var worthwhileBytes = 1 << 20

    /// Files kept, the latest: of the rules in use, those before, and another program's.
    private static let keptFiles = 4
    private static let prefix = "lexicon-"
    func lexicon(of version: String) -> CompiledLexicon? {
        guard let path = path(of: version),
            let data = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped),
            data.count > SHA256.byteCount
        else { return nil }
        let contents = data.dropLast(SHA256.byteCount)
        guard SHA256.hash(data: contents) == data.suffix(SHA256.byteCount) else { return nil }
        return contents.withUnsafeBytes { CompiledLexicon(encoded: $0) }
    }

    func keep(_ lexicon: CompiledLexicon, version: String) {
        var size = 0
        lexicon.encode { size += $0.count }
        guard size >= worthwhileBytes, let path = path(of: version),
            (try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]))
                != nil
        else { return }
        // Whoever writes the same at the same time has a file of its own.
        let unfinished = "\(path).\(getpid())"
        guard write(lexicon, to: unfinished), rename(unfinished, path) == 0 else {
            unlink(unfinished)
            return
        }
        removeOld()
    }

    private func write(_ lexicon: CompiledLexicon, to path: String) -> Bool {
        guard let file = fopen(path, "w") else { return false }
        var hash = SHA256()
        var isWhole = true
        func put(_ bytes: UnsafeRawBufferPointer) {
            guard let start = bytes.baseAddress else { return }
            isWhole = fwrite(start, 1, bytes.count, file) == bytes.count && isWhole
        }
        lexicon.encode { bytes in
            hash.update(bufferPointer: bytes)
            put(bytes)
        }
        hash.finalize().withUnsafeBytes(put)
        return fclose(file) == 0 && isWhole
    }

    private func path(of version: String) -> String? {
        Self.program.map { "\(folder)/\(Self.prefix)\(Self.hash("\(version) \($0)"))" }
    }

    private static func hash(_ text: String) -> String {
        String(Hex.encode(SHA256.hash(data: Data(text.utf8))).prefix(16))
    }

    /// Another build has another size or time; nil where the program's file cannot be looked at.
    private static let program: String? = {
        var state = stat()
        guard stat("/proc/self/exe", &state) == 0 else { return nil }
        return
            "\(state.st_dev) \(state.st_ino) \(state.st_size) \(state.st_mtim.tv_sec) \(state.st_mtim.tv_nsec)"
    }()

    private func removeOld() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let files = names.filter { $0.hasPrefix(Self.prefix) }.map { name in
            let path = "\(folder)/\(name)"
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return (path: path, time: attributes?[.modificationDate] as? Date ?? .distantPast)
        }
        for file in files.sorted(by: { $0.time > $1.time }).dropFirst(Self.keptFiles) {
            try? FileManager.default.removeItem(atPath: file.path)
        }
    }
}
