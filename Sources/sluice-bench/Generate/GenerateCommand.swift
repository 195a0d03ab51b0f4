import ArgumentParser
import Foundation

/// `sluice-bench generate FOLDER`: mail to measure with, the same for the same seed and count.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Make mail to measure with.",
        discussion: """
            Seven in ten messages are answers (multipart/alternative, quoted-printable, with the mail they answer), \
            one is an absence, one a delivery status report, one has attachments of 70 KB to 2 MB.
            """)

    @Argument(help: "The folder to write to; it is made.")
    var folder: String
    @Option(help: "How many messages.")
    var count = 2_000
    @Option(help: "Where the random numbers begin.")
    var seed: UInt64 = 1

    func validate() throws {
        guard count > 0 else { throw ValidationError("--count: 1 or more") }
    }

    func run() throws {
        var total = 0
        for index in 0..<count {
            var maker = MessageMaker(seed: seed &* 1_000_003 &+ UInt64(index), index: index)
            let place = "\(folder)/\(index / 1000)"
            if index % 1000 == 0 {
                try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            }
            let bytes = maker.message()
            total += bytes.count
            try Data(bytes).write(to: URL(fileURLWithPath: "\(place)/\(index).eml"))
        }
        print("\(count) messages, \(total / 1_000_000) MB in \(folder)")
    }
}
