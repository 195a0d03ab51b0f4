import Foundation

/// All settings of a run. Flags win over the environment, the environment over the file, the file over defaults.
struct Configuration: Sendable {
    enum Source: Equatable, Sendable {
        case flag
        case environment(String)
        case file(String, line: Int)
        case standard

        var description: String {
            switch self {
            case .flag: "flag"
            case .environment(let name): name
            case .file(let path, let line): "\(path):\(line)"
            case .standard: "default"
            }
        }
    }

    struct Entry: Sendable {
        let values: [String]
        let source: Source
    }

    private let entries: [ConfigurationKey: Entry]
    private let environment: [String: String]

    /// `flags` holds only what was given on the command line.
    init(flags: [ConfigurationKey: [String]], environment: [String: String], file: ConfigurationFile?) throws
    {
        var entries: [ConfigurationKey: Entry] = [:]
        for key in ConfigurationKey.allCases {
            if let values = flags[key], !values.isEmpty {
                entries[key] = Entry(values: values, source: .flag)
            } else if let text = environment[key.environmentName], !text.isEmpty {
                let values = key.isList ? Self.list(text) : [text]
                entries[key] = Entry(values: values, source: .environment(key.environmentName))
            } else if let found = file?.entries[key] {
                entries[key] = found
            } else if let values = key.fixedDefault {
                entries[key] = Entry(values: values, source: .standard)
            }
            if let entry = entries[key], entry.source != .standard, let fault = key.fault(in: entry.values) {
                let place = entry.source == .flag ? "--" + key.flagName : entry.source.description
                throw CommandFailure("\(place): \(fault)")
            }
        }
        self.entries = entries
        self.environment = environment
    }

    /// Reads the file that `path`, `SLUICE_CONFIG` or the user's configuration folder names, if there is one.
    static func load(
        flags: [ConfigurationKey: [String]] = [:], path: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Configuration {
        if let named = path ?? environment["SLUICE_CONFIG"], !named.isEmpty {
            let file = try ConfigurationFile(path: named)
            return try Configuration(flags: flags, environment: environment, file: file)
        }
        let usual = UserFolder.configuration(environment) + "/sluice/sluice.yaml"
        let file = FileManager.default.fileExists(atPath: usual) ? try ConfigurationFile(path: usual) : nil
        return try Configuration(flags: flags, environment: environment, file: file)
    }

    func entry(_ key: ConfigurationKey) -> Entry? { entries[key] }

    func values(_ key: ConfigurationKey) -> [String] { entries[key]?.values ?? [] }

    var database: DatabaseLocation {
        get throws(CommandFailure) {
            guard let url = values(.database).first else { return .standard(environment: environment) }
            return try DatabaseLocation(url)
        }
    }

    var rulesFolder: String {
        get throws(CommandFailure) {
            if let named = values(.rules).first { return named }
            return try ResourceFolder.find("rules", orGive: "--rules DIR or SLUICE_RULES")
        }
    }

    /// Nil where none is wanted.
    var lexiconCache: LexiconCache? {
        let folder = values(.cache).first ?? UserFolder.cache(environment) + "/sluice"
        return folder == "off" ? nil : LexiconCache(folder: folder)
    }

    // Both were checked when the configuration was made.
    var reviewThreshold: Double? { values(.reviewThreshold).first.flatMap(Double.init) }
    var unmatchedDays: Int { values(.unmatchedDays).first.flatMap { Int($0) } ?? 30 }
    var webhookDays: Int { values(.webhookDays).first.flatMap { Int($0) } ?? 30 }

    private static func list(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
    }
}

extension ConfigurationKey {
    var flagName: String {
        switch self {
        case .ownDomains: "own-domain"
        case .trustedAuthserv: "trusted-authserv"
        default: rawValue.replacing("_", with: "-")
        }
    }
}
