import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The HTTP side of the service: answers until its task is cancelled, then lets the requests in hand end.
public struct WebServer: Sendable {
    let parts: ServiceParts
    let settings: WebSettings
    let log: Logger
    let metrics: Metrics

    public init(
        _ parts: ServiceParts, settings: WebSettings, log: Logger = ServiceLog.logger(),
        metrics: Metrics = Metrics()
    ) {
        self.parts = parts
        self.settings = settings
        self.log = log
        self.metrics = metrics
    }

    /// `isListening` is told the port once connections are taken. Throws when the address cannot be had.
    public func run(isListening: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        let answering = Answering(server: self)
        router.add(middleware: answering)
        for route in routes {
            router.on(RouterPath(stringLiteral: route.path), method: route.method) { request, context in
                try await answering.handle(route, request, context)
            }
        }
        var configuration = ApplicationConfiguration(address: .hostname(settings.host, port: settings.port))
        configuration.availableConnectionsDelegate = MaximumAvailableConnections(
            WebSettings.Limit.connections)
        let application = Application(
            router: router,
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(WebSettings.Limit.idleSeconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: WebSettings.Limit.headerBytes,
                        maxHeaderListSize: 2 * WebSettings.Limit.headerBytes, maxHeaderFieldCount: 200))),
            configuration: configuration,
            onServerRunning: { channel in isListening(channel.localAddress?.port ?? 0) }, logger: log)
        let group = ServiceGroup(
            configuration: .init(services: [application], gracefulShutdownSignals: [], logger: log))
        try await withTaskCancellationHandler {
            try await Task { try await group.run() }.value
        } onCancel: {
            Task { await group.triggerGracefulShutdown() }
        }
    }

    /// All of them, in the order of the documentation.
    var routes: [Route] {
        healthRoutes + assetRoutes + signInRoutes + unsubscribeRoutes + hookRoutes + apiRoutes + Self.pages
    }
}
