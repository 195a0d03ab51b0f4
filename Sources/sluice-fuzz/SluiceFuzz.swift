import CFuzzer
import Foundation

/// `sluice-fuzz TARGET [libFuzzer options] [corpus folders]`; `make fuzz` builds and runs it.
@main
struct SluiceFuzz {
    /// Set once, before libFuzzer starts to call back.
    nonisolated(unsafe) private static var target = FuzzTarget.message

    static func main() {
        let arguments = CommandLine.arguments
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
}
