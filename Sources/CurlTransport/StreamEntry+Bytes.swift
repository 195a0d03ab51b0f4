import CCurl

/// Reading and writing once the connection is ours. The socket does not block; nothing is read unless asked for.
extension StreamEntry {
    enum Received {
        case bytes([UInt8])
        case nothing
        case end
        case failed(TransportError.Fault)
    }

    func read(_ wait: Wait<[UInt8]>, upTo limit: Int, within allowed: Duration) {
        guard reader == nil else { return wait.resume(.failure(error(.busy))) }
        if !early.isEmpty {
            let bytes = early.prefix(limit)
            early.removeFirst(bytes.count)
            return wait.resume(.success(Array(bytes)))
        }
        reader = Reader(wait: wait, limit: limit, allowed: allowed, deadline: .now + allowed)
        serveReader()
        if let reader {
            loop.schedule(id, at: reader.deadline)
            arm()
        }
    }

    func write(_ wait: Wait<Void>, _ bytes: [UInt8], within allowed: Duration) {
        guard writer == nil else { return wait.resume(.failure(error(.busy))) }
        writer = Writer(wait: wait, bytes: bytes[...], allowed: allowed, deadline: .now + allowed)
        serveWriter()
        if let writer {
            loop.schedule(id, at: writer.deadline)
            arm()
        }
    }

    func exchange(_ wait: Wait<[UInt8]>, _ bytes: [UInt8], upTo limit: Int, within allowed: Duration) {
        guard reader == nil, writer == nil else { return wait.resume(.failure(error(.busy))) }
        // The reader stands first: a fault of writing ends it. For the writing itself nobody waits.
        reader = Reader(wait: wait, limit: limit, allowed: allowed, deadline: .now + allowed)
        write(Wait<Void>(), bytes, within: allowed)
        guard let reader else { return }
        if !early.isEmpty {
            self.reader = nil
            return read(wait, upTo: limit, within: allowed)
        }
        loop.schedule(id, at: reader.deadline)
        serveReader()
        arm()
    }

    func ready() {
        if writer != nil { serveWriter() }
        if reader != nil { serveReader() }
        arm()
    }

    private func arm() {
        guard reader != nil || writer != nil else { return }
        if !loop.arm(descriptor, for: id, reading: reader != nil, writing: writer != nil) {
            end(.exhausted("epoll watches"))
        }
    }

    private func serveReader() {
        guard let reader else { return }
        if case .halfClosed = state {
            self.reader = nil
            return reader.wait.resume(.success([]))
        }
        if let failure { return end(failure) }
        switch receive(upTo: reader.limit) {
        case .nothing: break
        case .failed(let fault): end(fault)
        case .bytes(let bytes):
            self.reader = nil
            reader.wait.resume(.success(bytes))
        case .end:
            state = .halfClosed
            self.reader = nil
            reader.wait.resume(.success([]))
        }
    }

    /// Everything there is, for epoll does not see what OpenSSL has already taken from the socket; an end or a failure
    /// behind bytes is kept for the next time.
    func receive(upTo limit: Int) -> Received {
        guard let start = loop.scratch.baseAddress else { return .failed(.exhausted("memory")) }
        let room = min(limit, loop.scratch.count)
        var count = 0
        var ending: Received = .nothing
        while count < room {
            var received = 0
            let code = curl_easy_recv(easy.raw, start + count, room - count, &received)
            if code == CURLE_AGAIN { break }
            if code != CURLE_OK {
                ending = .failed(easy.fault(code, deadline: .closedByPeer))
                break
            }
            if received == 0 {
                ending = .end
                break
            }
            count += received
        }
        guard count > 0 else { return ending }
        switch ending {
        case .end: state = .halfClosed
        case .failed(let fault): failure = fault
        case .nothing, .bytes: break
        }
        return .bytes(Array(UnsafeRawBufferPointer(start: start, count: count)))
    }

    private func serveWriter() {
        while let writer, let rest = writer.bytes.first.map({ _ in writer.bytes }) {
            var sent = 0
            let code = rest.withUnsafeBytes { curl_easy_send(easy.raw, $0.baseAddress, $0.count, &sent) }
            if code == CURLE_AGAIN { return }
            guard code == CURLE_OK else { return end(easy.fault(code, deadline: .closedByPeer)) }
            self.writer?.bytes = rest.dropFirst(sent)
        }
        let finished = writer
        writer = nil
        finished?.wait.resume(.success(()))
    }
}
