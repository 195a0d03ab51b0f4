import CFuzzer
import Dispatch
import Foundation
import Synchronization

/// `sluice-fuzz TARGET [libFuzzer options] [corpus folders]`, or `sluice-fuzz cut FOLDER`, which reads each message below
/// the folder cut off at every byte; `make fuzz` builds and runs both.
@main
struct SluiceFuzz {
    /// Set once, before libFuzzer starts to call back.
    nonisolated(unsafe) private static var target = FuzzTarget.message

    static func main() {
        let arguments = CommandLine.arguments
        if arguments.count == 3, arguments[1] == "cut" { return cut(folder: arguments[2]) }
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

    private static func cut(folder: String) {
        let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".eml") }.sorted()
        let count = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: names.count) { index in
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(names[index])") else { return }
            FuzzTarget.readEveryPrefix([UInt8](data))
            count.withLock { $0 += 1 }
        }
        let done = count.withLock(\.self)
        print("\(done) messages, each cut off at every byte")
        exit(done > 0 ? 0 : 1)
    }
}
