import CFuzzer
import Foundation

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
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        var count = 0
        for name in names.filter({ $0.hasSuffix(".eml") }).sorted() {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            FuzzTarget.readEveryPrefix([UInt8](data))
            count += 1
        }
        print("\(count) messages, each cut off at every byte")
        exit(count > 0 ? 0 : 1)
    }
}
