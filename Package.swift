// swift-tools-version: 6.2
import PackageDescription

// Arrows point downwards only; ArchitectureTests hold the same table and fail on an import that is not in it.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// `make fuzz` names the archive of libFuzzer here; then the modules under test are built to report what they reach.
let fuzzer = Context.environment["SLUICE_FUZZER"]
let watched: [SwiftSetting] =
    fuzzer == nil ? [] : [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict + watched)
}

/// `exclude`: folders with servers in other languages.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let reading: [Target.Dependency] = [
    "CalendarTime", "MailFormat", "ReplyText", "DeliveryReports", "Classification",
]
let deciding: [Target.Dependency] = reading + ["LeadStages", "Intake"]
let storing: [Target.Dependency] = deciding + ["DataFormats", "Store"]

let polling: [Target.Dependency] = [
    "IMAPProtocol", "MailboxPolling", "CurlTransport", "Credentials", "ProviderMail",
]

let package = Package(
    name: "sluice",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "sluice", targets: ["sluice"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(name: "CIconv"),
        .systemLibrary(name: "COctets"),
        .systemLibrary(name: "CMemory"),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        module("CalendarTime"),
        module("DataFormats"),
        module("MailFormat", ["CalendarTime", "CIconv", "COctets"]),
        module("ReplyText", ["CalendarTime", "MailFormat", "CLibXML2"]),
        module("DeliveryReports", ["CalendarTime", "MailFormat"]),
        module("Classification", ["CalendarTime", "MailFormat", "ReplyText", "DeliveryReports", "CMemory"]),
        module("RuleFiles", reading + [yams]),
        module("LeadStages", ["CalendarTime"]),
        module("Intake", reading + ["LeadStages"]),
        module("CurlTransport", ["CCurl"]),
        module("Credentials", ["DataFormats", crypto]),
        module(
            "ProviderMail", ["CalendarTime", "DataFormats", "CurlTransport", "Credentials", crypto]),
        module("MailSources", ["CalendarTime", "MailFormat"]),
        module("IMAPProtocol", ["CalendarTime"]),
        module("MailboxPolling", ["CalendarTime", "IMAPProtocol", "CurlTransport"]),
        module("Store", deciding + ["DataFormats", "CZlib", crypto]),
        module("StoreSQLite", storing + ["CZlib", grdb, sqlite]),
        module("Ingestion", storing + ["MailSources", crypto]),
        module("PollScheduling", ["CalendarTime", "Store", "Ingestion", "MailSources"] + polling),
        module("MailMarkup", ["CLibXML2"]),
        module(
            "Webhooks",
            ["CalendarTime", "DataFormats", "LeadStages", "Intake", crypto, cryptoExtras, x509, jwt]),
        module(
            "WebhookDelivery",
            ["CalendarTime", "DataFormats", "Intake", "Store", "CurlTransport", "Credentials", crypto]),
        module(
            "Correspondence",
            [
                "CalendarTime", "DataFormats", "MailFormat", "ReplyText", "Classification", "Store",
                "Ingestion", "PollScheduling",
            ]
                + polling),
        .target(
            name: "WebService",
            dependencies: storing + polling + [
                "Ingestion", "PollScheduling", "MailSources", "MailMarkup", "Webhooks", "WebhookDelivery",
                "Correspondence", "RuleFiles", crypto, cryptoExtras, hummingbird, mustache, logging,
            ],
            resources: [.embedInCode("Resources")],
            swiftSettings: strict + watched),
        .executableTarget(
            name: "sluice",
            dependencies: storing + polling + [
                "PollScheduling", "WebService", "WebhookDelivery", "Correspondence",
                "RuleFiles", "MailSources", "StoreSQLite", "Ingestion", "CZlib", crypto, yams, argumentParser,
                logging,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "sluice-bench",
            dependencies: reading + polling + [
                "RuleFiles", "Store", "StoreSQLite", "Ingestion", "PollScheduling", "TestServers",
                argumentParser,
            ],
            swiftSettings: strict),
        tests("ArchitectureTests", []),
        tests("CalendarTimeTests", ["CalendarTime"]),
        tests("DataFormatsTests", ["DataFormats"]),
        tests("MailFormatTests", ["CalendarTime", "MailFormat"]),
        tests("ReplyTextTests", ["CalendarTime", "MailFormat", "ReplyText"]),
        tests("DeliveryReportsTests", ["CalendarTime", "MailFormat", "DeliveryReports"]),
        tests("ClassificationTests", reading + ["RuleFiles"]),
        tests("RuleFilesTests", reading + ["RuleFiles"]),
        tests("LeadStagesTests", ["CalendarTime", "LeadStages"]),
        tests("IntakeTests", deciding + ["RuleFiles"]),
        .target(
            name: "TestServers", path: "Tests/TestServers", exclude: ["Servers"], swiftSettings: strict),
        tests("CurlTransportTests", ["CurlTransport", "TestServers"], exclude: ["Servers"]),
        tests("CredentialsTests", ["Credentials"]),
        tests(
            "ProviderMailTests",
            ["CalendarTime", "CurlTransport", "Credentials", "ProviderMail", "TestServers"],
            exclude: ["Servers"]),
        tests("MailSourcesTests", ["CalendarTime", "MailFormat", "MailSources"]),
        tests("IMAPProtocolTests", ["CalendarTime", "IMAPProtocol"]),
        tests("MailboxPollingTests", ["MailboxPolling", "IMAPProtocol", "CurlTransport", "TestServers"]),
        tests("StoreTests", storing + ["StoreSQLite"]),
        tests("StoreSQLiteTests", storing + ["StoreSQLite", grdb]),
        tests("IngestionTests", storing + ["RuleFiles", "MailSources", "StoreSQLite", "Ingestion", crypto]),
        tests("SluiceTests", ["sluice"]),
        tests("MailMarkupTests", ["MailMarkup"]),
        .target(
            name: "TestSigners", dependencies: ["CalendarTime", crypto, cryptoExtras, x509],
            path: "Tests/TestSigners", swiftSettings: strict),
        tests(
            "WebhooksTests",
            [
                "CalendarTime", "DataFormats", "MailFormat", "DeliveryReports", "LeadStages", "Intake",
                "Webhooks", "TestSigners", crypto, cryptoExtras, x509, jwt,
            ]),
        tests(
            "CorrespondenceTests",
            storing + polling + [
                "Correspondence", "StoreSQLite", "Ingestion", "PollScheduling", "TestServers",
            ],
            exclude: ["Servers"]),
        tests(
            "WebhookDeliveryTests",
            [
                "CalendarTime", "Intake", "Store", "StoreSQLite", "CurlTransport", "Credentials",
                "WebhookDelivery", "TestServers",
            ],
            exclude: ["Servers"]),
        tests(
            "WebServiceTests",
            storing + [
                "WebService", "StoreSQLite", "Ingestion", "Webhooks", "CurlTransport", "Credentials",
                "TestServers", "TestSigners",
            ], exclude: ["Servers"]),
        tests("PollSchedulingTests", ["CalendarTime", "Store", "PollScheduling"] + polling),
        tests("EndToEndTests", ["sluice", "TestServers"]),
    ],
    swiftLanguageModes: [.v6]
)

// The peer of `sluice-bench mime`: only `make bench` asks for it, and installs the library it needs.
if Context.environment["SLUICE_BENCH_PEERS"] == "1" {
    package.targets += [
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .executableTarget(name: "gmime-bench", dependencies: ["CGMime"]),
    ]
}

if let fuzzer {
    package.targets += [
        .systemLibrary(name: "CFuzzer"),
        .executableTarget(
            name: "sluice-fuzz", dependencies: ["MailFormat", "DeliveryReports", "IMAPProtocol", "CFuzzer"],
            swiftSettings: strict + watched,
            linkerSettings: [.unsafeFlags(["-sanitize=address", fuzzer, "-lstdc++"])]),
    ]
}
