import ArgumentParser
import Credentials
import CurlTransport
import Foundation
import Ingestion
import PollScheduling
import Store

/// How the network is used.
struct NetworkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "File of trusted certificates (PEM), in place of the system's; also SLUICE_CA_FILE.",
            valueName: "file"))
    var caFile: String?

    @Option(help: ArgumentHelp("Mailboxes polled at the same time (200).", valueName: "count"))
    var connections: Int?

    @Option(help: ArgumentHelp("Of these, at one server (50).", valueName: "count"))
    var connectionsPerHost: Int?

    func validate() throws {
        for count in [connections, connectionsPerHost].compactMap(\.self) where !(1...10_000).contains(count)
        {
            throw ValidationError("connections are 1 to 10000.")
        }
    }

    func limits() throws -> ConnectionLimits {
        let standard = ConnectionLimits()
        return ConnectionLimits(
            total: connections ?? standard.total, perHost: connectionsPerHost ?? standard.perHost)
    }

    func client() throws -> CurlClient {
        var configuration = ClientConfiguration()
        if let file = caFile ?? ProcessInfo.processInfo.environment["SLUICE_CA_FILE"], !file.isEmpty {
            guard FileManager.default.isReadableFile(atPath: file) else {
                throw CommandFailure(
                    "\(file): the trusted certificates cannot be read; check path and permissions")
            }
            configuration.certificateFile = file
        }
        return try CurlClient(configuration)
    }
}

extension MailboxVault {
    static func fromEnvironment() throws -> MailboxVault {
        MailboxVault(try SealingKeys.load(ProcessInfo.processInfo.environment))
    }
}

extension Session {
    /// - Parameter mailboxes: where none of them has a secret, no key is needed; nil may be any.
    func access(_ network: NetworkOptions, to mailboxes: [MailboxConnection]? = nil) throws -> MailboxAccess {
        let needsKey = mailboxes?.contains(where: \.hasSecret) ?? true
        let vault = needsKey ? try MailboxVault.fromEnvironment() : MailboxVault(nil)
        let now = now
        let isFixed = hasFixedTime
        return MailboxAccess(
            store: store, workspace: workspace, client: try network.client(), vault: vault,
            clock: { isFixed ? now : SystemClock.now() })
    }
}
