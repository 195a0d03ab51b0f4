import ArgumentParser
import Classification
import Foundation

/// Where settings come from.
struct SettingsOptions: ParsableArguments {
    @Option(help: ArgumentHelp("File of settings (YAML).", valueName: "file"))
    var config: String?

    func load(_ flags: [ConfigurationKey: [String]] = [:]) throws -> Configuration {
        try Configuration.load(flags: flags, path: config)
    }
}

/// Which rules decide, and who we are.
struct ClassifierOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder of rule files (default: the one that came with the program).", valueName: "dir"))
    var rules: String?

    @Option(
        name: .customLong("own-domain"),
        help: ArgumentHelp("A domain our campaigns are sent from; may be repeated.", valueName: "domain"))
    var ownDomains: [String] = []

    @Option(
        name: .customLong("trusted-authserv"),
        help: ArgumentHelp(
            "A host whose Authentication-Results are believed; may be repeated.", valueName: "host"))
    var trustedAuthserv: [String] = []

    var flags: [ConfigurationKey: [String]] {
        [.rules: rules.map { [$0] } ?? [], .ownDomains: ownDomains, .trustedAuthserv: trustedAuthserv]
    }
}

extension Configuration {
    var classifierSettings: ClassifierSettings {
        ClassifierSettings(
            ownDomains: values(.ownDomains), trustedAuthenticationServers: values(.trustedAuthserv),
            reviewThreshold: reviewThreshold)
    }

    func classifier() throws -> Classifier {
        Classifier(rules: try RulesFolder(rulesFolder).load(lexiconCache), settings: classifierSettings)
    }
}
