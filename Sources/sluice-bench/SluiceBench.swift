import ArgumentParser

/// Measures what the README and the targets name; it ships nothing.
@main
struct SluiceBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sluice-bench",
        abstract: "Measure how fast Sluice reads mail.",
        subcommands: [
            GenerateCommand.self, MimeCommand.self, ClassifyCommand.self, HostileCommand.self,
            ImapCommand.self,
        ])
}
