import Hummingbird

extension WebServer {
    var hookRoutes: [Route] {
        let receiver = HookReceiver(parts, log: log, metrics: metrics)
        var post = Route(.post, "/hooks/{provider}/{endpoint}", bodyLimit: WebSettings.Limit.upload) {
            try await receiver.receive($0)
        }
        post.unread = HookReceiver.unread
        post.admit = { try await receiver.admit($0) }
        // Mandrill looks whether somebody is there.
        let head = Route(.head, "/hooks/{provider}/{endpoint}") { try await receiver.receive($0) }
        return [post, head]
    }
}
