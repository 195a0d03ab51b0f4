import ArgumentParser
import CalendarTime
import Ingestion

/// Which database a command works on.
struct SessionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("sqlite:PATH, made when missing (default: in your data folder).", valueName: "url")
    )
    var database: String?

    @Option(help: ArgumentHelp("The customer whose data it is about (default: default).", valueName: "name"))
    var workspace: String?

    @OptionGroup var settings: SettingsOptions

    @Option(
        help: ArgumentHelp(
            "Act as if it were this time (ISO 8601); for tests and stories.", valueName: "date"),
        transform: DateArgument.instant)
    var at: Instant?

    func configuration(_ flags: [ConfigurationKey: [String]] = [:]) throws -> Configuration {
        let own: [ConfigurationKey: [String]] = [
            .database: database.map { [$0] } ?? [], .workspace: workspace.map { [$0] } ?? [],
        ]
        return try settings.load(flags.merging(own) { $1 })
    }

    var now: Instant { at ?? SystemClock.now() }
}
