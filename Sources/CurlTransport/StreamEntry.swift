import CCurl

/// The loop's side of a `ByteStream`: connecting, then open.
final class StreamEntry: LoopEntry, Transfer {
    struct Reader {
        let wait: Wait<[UInt8]>
        let limit: Int
        let allowed: Duration
        let deadline: Instant
    }

    struct Writer {
        let wait: Wait<Void>
        var bytes: ArraySlice<UInt8>
        let allowed: Duration
        let deadline: Instant
    }

    enum State {
        case connecting(Wait<ServerDialogue>)
        case open
        /// The other side will send no more.
        case halfClosed
        case ended
    }

    let id: UInt64
    let server: MailServer
    let easy: EasyHandle
    unowned let loop: EventLoop
    private let multi: MultiHandle
    private let began: Instant
    private let deadlines: ConnectDeadlines
    var recorder = DialogueRecorder()
    var state: State
    var descriptor = sluice_curl_bad_socket
    /// Came with the takeover, before anybody asked.
    var early: [UInt8] = []
    /// Why no more can be read, found behind bytes that were handed out first.
    var failure: TransportError.Fault?
    var reader: Reader?
    var writer: Writer?

    /// Starts connecting, or resumes `wait` with what stands in the way.
    static func start(
        _ id: UInt64, _ server: MailServer, _ deadlines: ConnectDeadlines, in loop: EventLoop,
        _ wait: Wait<ServerDialogue>
    ) {
        guard let easy = EasyHandle() else {
            return wait.resume(.failure(TransportError(place: server.place, fault: .exhausted("memory"))))
        }
        easy.configure(for: server, deadlines, in: loop)
        guard easy.refusal == CURLE_OK, let multi = loop.streamShard() else {
            let fault: TransportError.Fault =
                easy.refusal == CURLE_OK
                ? .exhausted("descriptor") : easy.fault(easy.refusal, deadline: .closed)
            easy.end()
            return wait.resume(.failure(TransportError(place: server.place, fault: fault)))
        }
        let entry = StreamEntry(id, server, deadlines, loop, easy, multi, wait)
        entry.listen()
        loop.add(entry, id: id)
        if multi.add(entry) != CURLM_OK { entry.end(.exhausted("memory")) }
    }

    private init(
        _ id: UInt64, _ server: MailServer, _ deadlines: ConnectDeadlines, _ loop: EventLoop,
        _ easy: EasyHandle, _ multi: MultiHandle, _ wait: Wait<ServerDialogue>
    ) {
        self.id = id
        self.server = server
        self.deadlines = deadlines
        self.loop = loop
        self.easy = easy
        self.multi = multi
        began = .now
        state = .connecting(wait)
    }

    /// The server's lines of greeting and login come by the header callback.
    private func listen() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        easy.set(
            CURLOPT_HEADERFUNCTION,
            { bytes, size, count, context in
                // The context is the entry that owns the handle, and ends it before itself.
                guard let bytes, let context else { return size * count }
                let own = Unmanaged<StreamEntry>.fromOpaque(context).takeUnretainedValue()
                own.recorder.append(UnsafeRawBufferPointer(start: bytes, count: size * count))
                return size * count
            }, CURLOPT_HEADERDATA, context)
    }

    func finished(_ code: CURLcode) {
        guard case .connecting(let wait) = state else { return }
        guard code == CURLE_OK else {
            return end(easy.fault(code, deadline: .deadline(phase, deadlines.ready)))
        }
        descriptor = easy.socket
        guard descriptor != sluice_curl_bad_socket else { return end(.closedByPeer) }
        state = .open
        takeOver()
        wait.resume(.success(dialogue))
    }

    /// Until the first `recv` libcurl 7.88 counts the connection as idle, and may close it for another one.
    private func takeOver() {
        switch receive(upTo: 1 << 14) {
        case .bytes(let bytes): early = bytes
        case .nothing: break
        case .end: state = .halfClosed
        case .failed(let fault): failure = fault
        }
    }

    var dialogue: ServerDialogue {
        recorder.dialogue(without: server.login?.traces ?? [])
    }

    private var phase: TransportError.Phase {
        if easy.offset(CURLINFO_NAMELOOKUP_TIME_T) == 0 { return .resolving }
        // Not CONNECT_TIME, which with TLS is the end of the handshake.
        if easy.long(CURLINFO_PRIMARY_PORT) == 0 { return .connecting }
        let isSecured = easy.offset(CURLINFO_APPCONNECT_TIME_T) != 0
        if case .tls = server.security, !isSecured { return .securing }
        return .login
    }

    // MARK: LoopEntry

    var deadline: Instant? {
        if case .connecting = state {
            return loop.now < began + deadlines.reach ? began + deadlines.reach : began + deadlines.ready
        }
        return [reader?.deadline, writer?.deadline].compactMap { $0 }.min()
    }

    func expire(at now: Instant) {
        if case .connecting = state {
            let phase = phase
            if now >= began + deadlines.ready { return end(.deadline(phase, deadlines.ready)) }
            if now >= began + deadlines.reach, [.resolving, .connecting].contains(phase) {
                return end(.deadline(phase, deadlines.reach))
            }
            return
        }
        // A write that was cut off leaves half a command behind it; a read leaves nothing.
        if let writer, writer.deadline <= now { return end(.deadline(.writing, writer.allowed)) }
        if let reader, reader.deadline <= now {
            self.reader = nil
            reader.wait.resume(.failure(error(.deadline(.reading, reader.allowed))))
        }
    }

    func cancel(_ wait: ObjectIdentifier) {
        if case .connecting(let connecting) = state, ObjectIdentifier(connecting) == wait {
            return end(.cancelled)
        }
        // The other end of the stream was not cancelled, only closed.
        if let reader, ObjectIdentifier(reader.wait) == wait {
            reader.wait.resume(.failure(error(.cancelled)))
        } else if let writer, ObjectIdentifier(writer.wait) == wait {
            writer.wait.resume(.failure(error(.cancelled)))
        } else {
            return
        }
        end(.closed)
    }

    func end(_ fault: TransportError.Fault) {
        if case .ended = state { return }
        let error = error(fault)
        if case .connecting(let wait) = state { wait.resume(.failure(error)) }
        state = .ended
        reader?.wait.resume(.failure(error))
        writer?.wait.resume(.failure(error))
        reader = nil
        writer = nil
        if descriptor != sluice_curl_bad_socket { loop.forget(descriptor) }
        multi.remove(self)
        easy.end()
        loop.remove(id)
    }

    func error(_ fault: TransportError.Fault) -> TransportError {
        // Only those who just tried to come in want to know what the server said.
        if case .connecting = state {
            return TransportError(place: server.place, fault: fault, dialogue: dialogue)
        }
        return TransportError(place: server.place, fault: fault)
    }
}
