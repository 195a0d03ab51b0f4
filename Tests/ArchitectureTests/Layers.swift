/// Who may import whom: the layers of the architecture as data. `+` before a name takes its whole row in.
enum Layers {
    struct Row {
        let module: String
        let isPure: Bool
        let imports: [String]
    }

    static let rows: [Row] = [
        Row(module: "CalendarTime", isPure: true, imports: []),
        Row(module: "DataFormats", isPure: true, imports: []),
        // Synchronization: open converters wait in a pool that all threads share.
        Row(
            module: "MailFormat", isPure: true,
            imports: ["+CalendarTime", "CIconv", "COctets", "Synchronization"]),
        Row(module: "ReplyText", isPure: true, imports: ["+MailFormat", "CLibXML2"]),
        Row(module: "DeliveryReports", isPure: true, imports: ["+MailFormat"]),
        Row(
            module: "Classification", isPure: true,
            imports: ["+MailFormat", "+ReplyText", "+DeliveryReports", "CMemory"]),
        Row(module: "RuleFiles", isPure: true, imports: ["+Classification", "Yams"]),
        Row(module: "LeadStages", isPure: true, imports: ["+CalendarTime"]),
        Row(module: "Intake", isPure: true, imports: ["+Classification", "+LeadStages"]),
        Row(module: "CurlTransport", isPure: false, imports: ["CCurl"]),
        Row(module: "Credentials", isPure: false, imports: ["+DataFormats", "Crypto"]),
        Row(
            module: "ProviderMail", isPure: false,
            imports: ["+CalendarTime", "+DataFormats", "+CurlTransport", "+Credentials"]),
        Row(module: "MailSources", isPure: false, imports: ["+MailFormat"]),
        Row(module: "IMAPProtocol", isPure: true, imports: ["+CalendarTime"]),
        Row(module: "MailboxPolling", isPure: false, imports: ["+IMAPProtocol", "+CurlTransport"]),
        Row(module: "Store", isPure: false, imports: ["+DataFormats", "+Intake", "Crypto", "CZlib"]),
        Row(module: "StoreSQLite", isPure: false, imports: ["+Store", "GRDB", "GRDBSQLite", "CZlib"]),
        Row(module: "Ingestion", isPure: false, imports: ["+Store", "+MailSources", "Crypto"]),
        Row(
            module: "PollScheduling", isPure: false,
            imports: ["+Ingestion", "+MailboxPolling", "+ProviderMail"]),
        Row(module: "MailMarkup", isPure: true, imports: ["CLibXML2"]),
        // No network: what a signature needs is handed in.
        Row(
            module: "Webhooks", isPure: false,
            imports: ["+DataFormats", "+Intake", "Crypto", "CryptoExtras", "X509", "JWTKit"]),
        Row(
            module: "WebhookDelivery", isPure: false,
            imports: ["+Store", "+CurlTransport", "+Credentials", "Crypto"]),
        Row(module: "Correspondence", isPure: false, imports: ["+PollScheduling"]),
        Row(
            module: "WebService", isPure: false,
            imports: [
                "+PollScheduling", "+MailMarkup", "+Webhooks", "+WebhookDelivery", "+Correspondence",
                "+RuleFiles", "Crypto", "CryptoExtras", "Hummingbird", "HummingbirdCore", "HTTPTypes",
                "NIOCore", "Logging", "ServiceLifecycle", "Mustache",
            ]),
        Row(
            module: "sluice", isPure: false,
            imports: [
                "+Ingestion", "+PollScheduling", "+StoreSQLite", "+RuleFiles", "+WebService",
                "ArgumentParser",
                "Yams", "Logging",
            ]),
        // TestServers: a Dovecot of its own, which the tests start too.
        Row(
            module: "sluice-bench", isPure: false,
            imports: [
                "+RuleFiles", "+PollScheduling", "+StoreSQLite", "TestServers", "ArgumentParser",
                "Synchronization",
            ]),
        Row(
            module: "sluice-fuzz", isPure: false,
            imports: ["+DeliveryReports", "+IMAPProtocol", "CFuzzer", "Synchronization"]),
    ]

    /// What the standard distribution brings; allowed wherever a module is not pure.
    static let system: Set<String> = [
        "Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Synchronization",
    ]

    /// C parts belong to the module that names them and are not handed on to those above.
    static let ownOnly: Set<String> = [
        "CIconv", "COctets", "CMemory", "CLibXML2", "CCurl", "Yams", "GRDB", "GRDBSQLite", "Synchronization",
        "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "Logging", "ServiceLifecycle", "Mustache",
        "X509", "JWTKit", "CryptoExtras",
    ]

    /// Modules that a file of `module` may import.
    static func allowed(in module: String) -> Set<String> {
        guard let row = rows.first(where: { $0.module == module }) else { return [] }
        var found: Set<String> = row.isPure ? [] : system
        for name in row.imports {
            if name.hasPrefix("+") {
                let lower = String(name.dropFirst())
                found.insert(lower)
                found.formUnion(allowed(in: lower).subtracting(ownOnly))
            } else {
                found.insert(name)
            }
        }
        return found
    }
}
