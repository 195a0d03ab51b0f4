import CCurl

/// The loop's side of an HTTP request.
final class RequestEntry: LoopEntry, Transfer {
    /// Bytes of the response's header fields.
    private static let maximumFieldBytes = 64 << 10

    let id: UInt64
    let easy: EasyHandle
    private let request: HTTPRequest
    private let place: String
    private unowned let loop: EventLoop
    private let multi: MultiHandle
    private let began = Instant.now
    private var wait: Wait<HTTPResponse>?
    private var fieldBytes = 0
    private var fields: [HTTPField] = []
    private var body: [UInt8] = []
    /// Why a callback told libcurl to stop.
    private var stop: TransportError.Fault?

    /// Starts the request, or resumes `wait` with what stands in the way.
    static func start(
        _ id: UInt64, _ request: HTTPRequest, _ target: HTTPTarget, in loop: EventLoop,
        _ wait: Wait<HTTPResponse>
    ) {
        let pool: RequestPool = if case .publicOnly = request.addresses { .publicOnly } else { .anywhere }
        guard let easy = EasyHandle() else {
            return wait.resume(.failure(TransportError(place: target.place, fault: .exhausted("memory"))))
        }
        easy.configure(for: request, target, in: loop)
        guard easy.refusal == CURLE_OK, let multi = loop.requestHandle(for: pool) else {
            let fault: TransportError.Fault =
                easy.refusal == CURLE_OK
                ? .exhausted("descriptor") : easy.fault(easy.refusal, deadline: .closed)
            easy.end()
            return wait.resume(.failure(TransportError(place: target.place, fault: fault)))
        }
        let entry = RequestEntry(id, request, target.place, loop, easy, multi, wait)
        entry.listen()
        loop.add(entry, id: id)
        if multi.add(entry) != CURLM_OK { entry.end(.exhausted("memory")) }
    }

    private init(
        _ id: UInt64, _ request: HTTPRequest, _ place: String, _ loop: EventLoop, _ easy: EasyHandle,
        _ multi: MultiHandle, _ wait: Wait<HTTPResponse>
    ) {
        self.id = id
        self.request = request
        self.place = place
        self.loop = loop
        self.easy = easy
        self.multi = multi
        self.wait = wait
    }

    // MARK: what libcurl hands over; the context is the entry that owns the handle, and ends it before itself

    private func listen() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        easy.set(
            CURLOPT_HEADERFUNCTION,
            { bytes, size, count, context in
                guard let bytes, let context else { return 0 }
                let own = Unmanaged<RequestEntry>.fromOpaque(context).takeUnretainedValue()
                return own.take(line: UnsafeRawBufferPointer(start: bytes, count: size * count))
            }, CURLOPT_HEADERDATA, context)
        easy.set(
            CURLOPT_WRITEFUNCTION,
            { bytes, size, count, context in
                guard let bytes, let context else { return 0 }
                let own = Unmanaged<RequestEntry>.fromOpaque(context).takeUnretainedValue()
                return own.take(piece: UnsafeRawBufferPointer(start: bytes, count: size * count))
            }, CURLOPT_WRITEDATA, context)
        guard case .publicOnly = request.addresses else { return }
        easy.setOpenSocket(
            { context, _, address in
                guard let context, let address else { return sluice_curl_bad_socket }
                guard SpecialAddresses.isPublic(address) else {
                    Unmanaged<RequestEntry>.fromOpaque(context).takeUnretainedValue().stop = .notPublic
                    return sluice_curl_bad_socket
                }
                return EasyHandle.openSocket(for: address)
            }, context)
    }

    private func take(line: UnsafeRawBufferPointer) -> Int {
        fieldBytes += line.count
        guard fieldBytes <= Self.maximumFieldBytes else {
            stop = .tooLong(Self.maximumFieldBytes)
            return 0
        }
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            // Another response began: after 1xx, or after a redirect.
            fields = []
            body = []
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...]
            fields.append(HTTPField(String(text[..<colon]), value.trimming(while: \.isWhitespace)))
        }
        return line.count
    }

    private func take(piece: UnsafeRawBufferPointer) -> Int {
        guard body.count + piece.count <= request.maximumResponseBytes else {
            stop = .tooLong(request.maximumResponseBytes)
            return 0
        }
        body.append(contentsOf: piece)
        return piece.count
    }

    func finished(_ code: CURLcode) {
        guard code == CURLE_OK else {
            if code == CURLE_FILESIZE_EXCEEDED { return end(.tooLong(request.maximumResponseBytes)) }
            // A host with a private and a public address was reached by the public one.
            if let stop, code == CURLE_COULDNT_CONNECT || code == CURLE_WRITE_ERROR { return end(stop) }
            return end(easy.fault(code, deadline: .deadline(phase, request.reachWithin)))
        }
        let response = HTTPResponse(
            status: easy.long(CURLINFO_RESPONSE_CODE), fields: fields, body: body)
        wait?.resume(.success(response))
        wait = nil
        end(.closed)
    }

    private var phase: TransportError.Phase {
        if easy.offset(CURLINFO_NAMELOOKUP_TIME_T) == 0 { return .resolving }
        return easy.long(CURLINFO_PRIMARY_PORT) == 0 ? .connecting : .requesting
    }

    // MARK: LoopEntry

    var deadline: Instant? { began + request.within }

    func expire(at now: Instant) { end(.deadline(phase, request.within)) }

    func cancel(_ wait: ObjectIdentifier) {
        if let own = self.wait, ObjectIdentifier(own) == wait { end(.cancelled) }
    }

    func ready() {}

    func end(_ fault: TransportError.Fault) {
        guard loop.entry(id) != nil else { return }
        loop.remove(id)
        multi.remove(self)
        easy.end()
        wait?.resume(.failure(TransportError(place: place, fault: fault)))
        wait = nil
    }
}

extension Substring {
    fileprivate func trimming(while isOut: (Character) -> Bool) -> String {
        let front = drop(while: isOut)
        guard let last = front.lastIndex(where: { !isOut($0) }) else { return "" }
        return String(front[...last])
    }
}
