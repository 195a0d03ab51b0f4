import CCurl

/// Something that runs in a `MultiHandle` until libcurl is done with it.
protocol Transfer: AnyObject {
    var easy: EasyHandle { get }
    /// libcurl is done. The handle is still in the multi handle; closing it is the transfer's business.
    func finished(_ code: CURLcode)
}

/// A multi handle of libcurl with its timer: it tells the loop which descriptors to watch and takes what they say.
///
/// Confined to the thread of its loop.
final class MultiHandle {
    private let raw: UnsafeMutableRawPointer
    private unowned let loop: EventLoop
    /// When libcurl wants to be called without an event.
    private(set) var timer: Instant?
    /// Those that were taken over included.
    private var inside: Set<UnsafeMutableRawPointer> = []
    private var running: [UnsafeMutableRawPointer: any Transfer] = [:]

    var count: Int { inside.count }

    /// Nil when there is no memory or descriptor.
    init?(loop: EventLoop, keepsConnections: Int) {
        guard let raw = curl_multi_init() else { return nil }
        self.raw = raw
        self.loop = loop
        let context = Unmanaged.passUnretained(self).toOpaque()
        let code = sluice_curl_multi_set_callbacks(
            raw,
            { _, descriptor, what, context, _ in
                // The context is the multi handle that owns `raw`, which outlives it.
                guard let context else { return 0 }
                let own = Unmanaged<MultiHandle>.fromOpaque(context).takeUnretainedValue()
                own.loop.watch(descriptor, what, for: own)
                return 0
            },
            { _, milliseconds, context in
                guard let context else { return 0 }
                let own = Unmanaged<MultiHandle>.fromOpaque(context).takeUnretainedValue()
                own.timer = milliseconds < 0 ? nil : own.loop.now + .milliseconds(milliseconds)
                return 0
            }, context)
        sluice_curl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, keepsConnections)
        guard code == CURLM_OK else {
            curl_multi_cleanup(raw)
            return nil
        }
    }

    /// Every transfer must have been removed.
    func end() { curl_multi_cleanup(raw) }

    func limit(perHost: Int) { sluice_curl_multi_set_long(raw, CURLMOPT_MAX_HOST_CONNECTIONS, perHost) }

    func add(_ transfer: any Transfer) -> CURLMcode {
        let code = curl_multi_add_handle(raw, transfer.easy.raw)
        guard code == CURLM_OK else { return code }
        running[transfer.easy.raw] = transfer
        inside.insert(transfer.easy.raw)
        return code
    }

    /// A connection that was taken over is closed by this, without a word to the server and without waiting.
    func remove(_ transfer: any Transfer) {
        guard inside.remove(transfer.easy.raw) != nil else { return }
        running[transfer.easy.raw] = nil
        curl_multi_remove_handle(raw, transfer.easy.raw)
    }

    func act(on descriptor: Int32, events: Int32) {
        var left: Int32 = 0
        curl_multi_socket_action(raw, descriptor, events, &left)
        hearDone()
    }

    func tick(at now: Instant) {
        guard let due = timer, due <= now else { return }
        timer = nil
        act(on: CURL_SOCKET_TIMEOUT, events: 0)
    }

    /// Asked after each single action: a connection that is done but not yet ours counts as idle in 7.88 and is
    /// closed when another one starts and finds bytes on it.
    private func hearDone() {
        var code = CURLE_OK
        while let easy = sluice_curl_next_done(raw, &code) {
            running.removeValue(forKey: easy)?.finished(code)
        }
    }
}
