import CalendarTime
import Classification
import Correspondence
import Credentials
import CurlTransport
import Ingestion
import Intake
import PollScheduling
import Store
import WebhookDelivery

/// What the service works with. The caller opens all of it, and closes it after the service has stopped.
public struct ServiceParts: Sendable {
    public var store: MailStore
    public var classifier: Classifier
    public var intake: IntakeSettings
    public var client: CurlClient
    /// Asks what a notification makes us ask for: the signer's key, a confirmation, a mail that is only announced.
    public var askProvider: HTTPSender
    /// Nil where none were given: then nothing secret can be kept, and what needs it says so.
    public var keys: SealingKeys?
    public var clock: @Sendable () -> Instant
    /// Mail of this workspace waits to be worked on.
    public var callWorker: @Sendable (RowID<Workspace>) -> Void
    /// Outgoing webhooks may go to this machine and to private networks.
    public var allowsLocalReceivers = false
    /// A notification waits to be worked on.
    public var callHookWorker: @Sendable (RowID<Workspace>) -> Void = { _ in }
    /// A mailbox was made due.
    public var callPoller: @Sendable (RowID<Workspace>) -> Void = { _ in }
    public var version: String

    public init(
        store: MailStore, classifier: Classifier, intake: IntakeSettings, client: CurlClient,
        keys: SealingKeys?, version: String, clock: @escaping @Sendable () -> Instant = SystemClock.now,
        callWorker: @escaping @Sendable (RowID<Workspace>) -> Void = { _ in }
    ) {
        self.store = store
        self.classifier = classifier
        self.intake = intake
        self.client = client
        askProvider = { request throws(TransportError) in try await client.send(request) }
        self.keys = keys
        self.version = version
        self.clock = clock
        self.callWorker = callWorker
    }

    public var vault: MailboxVault? { keys.map { MailboxVault($0) } }

    /// The way into the mailboxes of a workspace; nil without sealing keys.
    public func mailboxAccess(_ workspace: RowID<Workspace>) -> MailboxAccess? {
        vault.map {
            MailboxAccess(store: store, workspace: workspace, client: client, vault: $0, clock: clock)
        }
    }

    /// Sends answers; nil without sealing keys.
    public func replySending(_ workspace: RowID<Workspace>) -> ReplySending? {
        mailboxAccess(workspace).map {
            ReplySending(store: store, workspace: workspace, access: $0, clock: clock)
        }
    }

    /// Receivers of our events; nil without sealing keys.
    func webhookEndpoints(_ workspace: RowID<Workspace>) -> WebhookEndpoints? {
        keys.map {
            WebhookEndpoints(
                store: store, workspace: workspace, keys: $0, allowsLocal: allowsLocalReceivers, clock: clock)
        }
    }

    func ingest(_ workspace: RowID<Workspace>) -> Ingest {
        Ingest(store: store, workspace: workspace, classifier: classifier, settings: intake, clock: clock)
    }

    func actions(_ workspace: RowID<Workspace>) -> LeadActions {
        LeadActions(store: store, workspace: workspace, clock: clock)
    }
}
