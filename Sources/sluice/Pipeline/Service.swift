import CalendarTime
import Classification
import Credentials
import Foundation
import Ingestion
import Intake
import Logging
import PollScheduling
import Store
import Synchronization
import WebService
import WebhookDelivery

/// The running service: one web server for all, and for each workspace what reads, decides and tells.
final class Service: Sendable {
    let logger = ServiceLog.logger()
    private let opened: ServiceParts
    private let settings: WebSettings
    private let webhookDays: Int
    private let roles: Set<ServeCommand.Role>
    private let limits: ConnectionLimits
    private let workers = Mutex<[RowID<Workspace>: DeliveryWorker]>([:])
    private let hookWorkers = Mutex<[RowID<Workspace>: HookWorker]>([:])
    private let pollers = Mutex<[RowID<Workspace>: PollScheduler]>([:])

    /// Wakes the workers of this process; those of others look by themselves.
    private var parts: ServiceParts {
        var parts = opened
        parts.callWorker = { [self] workspace in workers.withLock { $0[workspace] }?.call() }
        parts.callHookWorker = { [self] workspace in hookWorkers.withLock { $0[workspace] }?.call() }
        parts.callPoller = { [self] workspace in pollers.withLock { $0[workspace] }?.call() }
        return parts
    }

    private var delivery: DeliverySettings {
        var settings = DeliverySettings()
        settings.publicURL = self.settings.publicURL
        settings.allowsLocal = opened.allowsLocalReceivers
        return settings
    }

    /// Between two ticks of the clock of stages.
    private static let tick = Duration.seconds(60)
    /// Between two looks for new workspaces.
    private static let look = Duration.seconds(10)

    /// - Parameter roles: nil for all that can be had: without sealing keys no mailbox can be polled.
    init(_ session: Session, network: NetworkOptions, roles given: Set<ServeCommand.Role>?) throws {
        limits = try network.limits()
        settings = try session.configuration.webSettings
        webhookDays = session.configuration.webhookDays
        let environment = ProcessInfo.processInfo.environment
        let isKeyed =
            environment["SLUICE_SEALING_KEYS"] != nil || environment["SLUICE_SEALING_KEYS_FILE"] != nil
        let keys = isKeyed || given?.contains(.poll) == true ? try SealingKeys.load(environment) : nil
        roles = given ?? Set(ServeCommand.Role.allCases.filter { keys != nil || $0 != .poll })
        if given == nil, keys == nil {
            logger.notice("no mailbox is polled: SLUICE_SEALING_KEYS is not set")
        }
        var parts = ServiceParts(
            store: session.store, classifier: try session.configuration.classifier(),
            intake: session.configuration.intakeSettings, client: try network.client(), keys: keys,
            version: VersionText.program, clock: session.clock)
        parts.allowsLocalReceivers = environment["SLUICE_LOCAL_WEBHOOKS"] == "1"
        opened = parts
    }

    /// Until the task is cancelled, or the web server cannot have its address.
    func run() async throws {
        let parts = parts
        let web = WebServer(parts, settings: settings, log: logger)
        let isReady = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            if roles.contains(.web) {
                group.addTask { [logger] in
                    try await web.run { port in
                        logger.info("listening", metadata: ["port": "\(port)"])
                        isReady.continuation.finish()
                    }
                }
            } else {
                isReady.continuation.finish()
            }
            group.addTask { await self.serveWorkspaces() }
            group.addTask { [logger, roles] in
                for await _ in isReady.stream {}
                guard !Task.isCancelled else { return }
                logger.info(
                    "serving", metadata: ["roles": "\(roles.map(\.rawValue).sorted().joined(separator: " "))"]
                )
            }
            defer { group.cancelAll() }
            while try await group.next() != nil {}
        }
    }

    /// A workspace that is made while we run is served soon after.
    private func serveWorkspaces() async {
        await withDiscardingTaskGroup { group in
            var served: Set<RowID<Workspace>> = []
            while !Task.isCancelled {
                do {
                    for workspace in try await parts.store.workspaces() where !served.contains(workspace.id) {
                        served.insert(workspace.id)
                        group.addTask { await self.serve(workspace) }
                    }
                } catch is CancellationError {
                    break
                } catch {
                    logger.error("fault", metadata: ["error": "\(FailureText.describe(error))"])
                }
                try? await Task.sleep(for: Self.look)
            }
        }
    }

    private func serve(_ workspace: Workspace) async {
        let known = try? await parts.store.read(in: workspace.id, at: parts.clock()) { try $0.mailboxes() }
        let log = ServeLog(logger, workspace: workspace.name, mailboxes: known ?? [])
        let ingest = Ingest(
            store: parts.store, workspace: workspace.id, classifier: parts.classifier, settings: parts.intake,
            clock: parts.clock)
        let worker = DeliveryWorker(ingest, observe: log.worked, report: log.fault)
        workers.withLock { $0[workspace.id] = worker }
        await withDiscardingTaskGroup { group in
            group.addTask { await worker.run() }
            if roles.contains(.poll), let access = parts.mailboxAccess(workspace.id) {
                let scheduler = PollScheduler(
                    MailboxReader(access, ingest: ingest, hasMail: worker.call), limits: limits,
                    observe: log.polled, report: log.fault)
                pollers.withLock { $0[workspace.id] = scheduler }
                group.addTask { await scheduler.run() }
            }
            if roles.contains(.work) {
                group.addTask { await self.tick(workspace, log) }
                let hooks = HookWorker(parts, workspace: workspace.id, report: log.fault)
                hookWorkers.withLock { $0[workspace.id] = hooks }
                group.addTask { await hooks.run() }
                if let keys = parts.keys {
                    let sender = WebhookSender(
                        store: parts.store, workspace: workspace.id, client: parts.client, keys: keys,
                        settings: delivery, clock: parts.clock, report: log.fault)
                    group.addTask { await sender.run() }
                }
            }
        }
    }

    private func tick(_ workspace: Workspace, _ log: ServeLog) async {
        let clock = StageClock(store: parts.store, workspace: workspace.id, settings: parts.intake)
        while !Task.isCancelled {
            do {
                log.ticked(try await clock.tick(now: parts.clock()))
                let now = parts.clock()
                try await parts.store.forgetWebhooks(
                    of: workspace.id, endedBefore: now.adding(seconds: -Int64(webhookDays) * 86_400), at: now)
                try await recoverAnswers(workspace)
            } catch is CancellationError {
                return
            } catch {
                log.fault(error)
            }
            try? await Task.sleep(for: Self.tick)
        }
    }
}

extension Service {
    /// Answers that a process which ended left under way: what became of them is not known, and it is said so.
    private func recoverAnswers(_ workspace: Workspace) async throws {
        _ = try await parts.replySending(workspace.id)?.recover()
    }
}

extension Session {
    /// Stands still where the time was given.
    var clock: @Sendable () -> Instant {
        let now = now
        let isFixed = hasFixedTime
        return { isFixed ? now : SystemClock.now() }
    }
}

extension Configuration {
    var webSettings: WebSettings {
        get throws {
            // Both were checked when the configuration was made.
            let listen = values(.listen).first.flatMap { ListenAddress($0) }
            return WebSettings(
                host: listen?.host ?? "127.0.0.1", port: listen?.port ?? 8025,
                publicURL: values(.publicURL).first,
                trustedProxies: values(.trustedProxies).compactMap { AddressRange($0) },
                metricsToken: ProcessInfo.processInfo.environment["SLUICE_METRICS_TOKEN"])
        }
    }
}
