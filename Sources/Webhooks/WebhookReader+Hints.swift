import DataFormats
import Foundation

/// Gmail and Microsoft Graph only say where there is news.
extension WebhookReader {
    mutating func readGmail() {
        guard
            let data = body()?["message", "data"]?.text.flatMap({ Data(anyBase64: $0) }).flatMap({ JSON($0) })
        else {
            if result.notes.isEmpty { note(.unreadable) }
            return
        }
        guard let address = data["emailAddress"]?.text, address.utf8.count <= Self.maximumName,
            let history = data["historyId"]?.name, history.utf8.count <= Self.maximumName
        else { return note(.incomplete) }
        add(.gmailMailbox(address: address, historyID: history))
    }

    mutating func readGraph() {
        guard let body = body() else { return }
        guard let secret = settings.clientState, !secret.isEmpty, case .list(let items) = body["value"] else {
            return note(.unreadable)
        }
        for item in items {
            // A request may bring items of several subscriptions.
            guard ConstantTime.areEqual(item["clientState"]?.text ?? "", secret) else {
                note(.foreignItem)
                continue
            }
            readGraph(item)
        }
    }

    private mutating func readGraph(_ item: JSON) {
        guard let subscription = item["subscriptionId"]?.name else { return note(.incomplete) }
        if let event = item["lifecycleEvent"] {
            guard let lifecycle = event.text.flatMap(GraphLifecycle.init) else { return note(.unknownEvent) }
            return add(.graphSubscription(id: subscription, lifecycle))
        }
        guard item["changeType"]?.text == "created" else {
            let isKnown = ["updated", "deleted"].contains(item["changeType"]?.text)
            return note(isKnown ? .uninteresting : .unknownEvent)
        }
        guard let id = item["resourceData", "id"]?.name, let resource = item["resource"]?.name,
            Self.isGraphPath(resource)
        else { return note(.incomplete) }
        add(.graphMessage(resource: resource, id: id, subscription: subscription))
    }

    /// `users/ID/messages/ID`: it becomes a part of a URL that is called with the operator's credentials.
    private static func isGraphPath(_ path: String) -> Bool {
        path.utf8.count <= maximumName && !path.contains("..") && !path.hasPrefix("/")
            && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !forbidden.contains($0) }
    }

    private static let forbidden = Set("?#%\\:<>\"".utf8)
}

enum GraphIdentity {
    /// Nil for what may come again and then means something new.
    static func of(_ item: JSON) -> [String]? {
        guard item["changeType"]?.text == "created", let subscription = item["subscriptionId"]?.name,
            let id = item["resourceData", "id"]?.name
        else { return nil }
        return [subscription, "created", id]
    }
}
