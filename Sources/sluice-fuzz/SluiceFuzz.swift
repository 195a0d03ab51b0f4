import CFuzzer
import Dispatch
import Foundation
import Synchronization

/// `sluice-fuzz TARGET [libFuzzer options] [corpus folders]`, or `sluice-fuzz cut STRIDE FOLDER…`, which reads each message
/// below the folders cut off at every STRIDEth byte; `make fuzz` builds and runs both.
@main
struct SluiceFuzz {
    /// Set once, before libFuzzer starts to call back.
    nonisolated(unsafe) private static var target = FuzzTarget.message

    static func main() {
        let arguments = CommandLine.arguments
        if arguments.count > 3, arguments[1] == "cut", let stride = Int(arguments[2]), stride > 0 {
            return cut(folders: arguments[3...], stride: stride)
        }
        guard arguments.count > 1, let chosen = FuzzTarget(rawValue: arguments[1]) else {
            print(FuzzTarget.allCases.map(\.rawValue).joined(separator: "\n"))
            exit(arguments.count > 1 ? 64 : 0)
        }
        target = chosen
        let rest = [arguments[0]] + arguments.dropFirst(2)
        var count = Int32(rest.count)
        var pointers: [UnsafeMutablePointer<CChar>?] = rest.map { strdup($0) } + [nil]
        let result = pointers.withUnsafeMutableBufferPointer { buffer in
            var base = buffer.baseAddress
            return LLVMFuzzerRunDriver(&count, &base) { bytes, count in
                SluiceFuzz.target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        }
        exit(result)
    }

    /// The messages begin in turn at another of the first bytes: between them they are cut at every place.
    private static func cut(folders: ArraySlice<String>, stride: Int) {
        let names = folders.flatMap { folder in
            (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
                .filter { $0.hasSuffix(".eml") }.map { "\(folder)/\($0)" }
        }.sorted()
        let count = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: names.count) { index in
            guard let data = FileManager.default.contents(atPath: names[index]) else { return }
            FuzzTarget.readPrefixes([UInt8](data), from: index % stride, by: stride)
            count.withLock { $0 += 1 }
        }
        let done = count.withLock(\.self)
        print("\(done) messages, each cut off at one byte of \(stride)")
        exit(done > 0 ? 0 : 1)
    }
}
