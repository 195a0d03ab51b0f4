/// A connection to an SMTP server, logged in, for one message after the other.
///
/// From one task only. After an error that is thrown, open a new one.
public final class SMTPSession: Sendable {
    private let stream: ByteStream
    private let extensions: SMTPExtensions

    /// Waits that RFC 5321 §4.5.3.2 asks for.
    private enum Wait {
        static let mail: Duration = .seconds(300)
        static let recipient: Duration = .seconds(300)
        static let dataStart: Duration = .seconds(120)
        static let dataEnd: Duration = .seconds(600)
        static let quit: Duration = .seconds(10)
    }

    init(_ stream: ByteStream) {
        self.stream = stream
        extensions = SMTPExtensions(stream.dialogue)
    }

    /// Offers a message. Refusals are in the outcome; what is thrown is a fault of the connection or of the
    /// envelope, and then the server has not got the message.
    public func send(_ mail: OutgoingMail) async throws(TransportError) -> SMTPOutcome {
        try check(mail)
        var reader = SMTPReplyReader()
        let opening = ([mailCommand(mail)] + mail.recipients.map { "RCPT TO:<\($0)>" })
        let replies = try await offer(opening, &reader)
        guard let first = replies.first, first.isPositive else {
            await reset(&reader)
            let refusal = replies[0]
            return SMTPOutcome(
                recipients: mail.recipients.map { _ in refusal }, message: .refused(refusal))
        }
        let recipients = Array(replies.dropFirst())
        guard recipients.contains(where: \.isPositive) else {
            await reset(&reader)
            return SMTPOutcome(recipients: recipients, message: .notOffered)
        }
        try await stream.write(Array("DATA\r\n".utf8))
        let start = try await reply(&reader, within: Wait.dataStart)
        guard start.code == 354 else {
            await reset(&reader)
            return SMTPOutcome(recipients: recipients, message: .refused(start))
        }
        return SMTPOutcome(recipients: recipients, message: try await transfer(mail.message, &reader))
    }

    /// Says goodbye and closes; a server that does not answer is left.
    public func quit() async {
        var reader = SMTPReplyReader()
        do throws(TransportError) {
            try await stream.write(Array("QUIT\r\n".utf8), within: Wait.quit)
            _ = try await reply(&reader, within: Wait.quit)
        } catch {}
        stream.close()
    }

    private func mailCommand(_ mail: OutgoingMail) -> String {
        var command = "MAIL FROM:<\(mail.sender)>"
        if extensions.has("SIZE") { command += " SIZE=\(mail.message.count)" }
        if extensions.has("8BITMIME"), mail.message.contains(where: { $0 >= 0x80 }) {
            command += " BODY=8BITMIME"
        }
        let addresses = [mail.sender] + mail.recipients
        if addresses.contains(where: { !$0.utf8.allSatisfy { $0 < 0x80 } }) { command += " SMTPUTF8" }
        return command
    }

    /// All commands at once where the server reads ahead (RFC 2920), else one by one; stops at a refused MAIL.
    private func offer(
        _ commands: [String], _ reader: inout SMTPReplyReader
    ) async throws(TransportError) -> [SMTPReply] {
        var replies: [SMTPReply] = []
        let isPipelined = extensions.has("PIPELINING")
        if isPipelined { try await stream.write(Array((commands.joined(separator: "\r\n") + "\r\n").utf8)) }
        for (index, command) in commands.enumerated() {
            if !isPipelined { try await stream.write(Array("\(command)\r\n".utf8)) }
            let reply = try await reply(&reader, within: index == 0 ? Wait.mail : Wait.recipient)
            replies.append(reply)
            if index == 0, !reply.isPositive, !isPipelined { break }
        }
        return replies
    }

    /// After the last byte the server decides alone: a loss of the connection then is no error but not knowing.
    private func transfer(
        _ message: [UInt8], _ reader: inout SMTPReplyReader
    ) async throws(TransportError) -> SMTPOutcome.Message {
        let bytes = DataStuffing.stuffed(message)
        // The end in the same write: a fault before all is handed over leaves a message without its end.
        try await stream.write(bytes, within: Wait.dataEnd)
        do throws(TransportError) {
            let reply = try await reply(&reader, within: Wait.dataEnd)
            return reply.isPositive ? .accepted(reply) : .refused(reply)
        } catch {
            stream.close()
            return .unknown(error)
        }
    }

    /// Leaves the server ready for the next message. What became of this one is known, so a fault is the next one's.
    private func reset(_ reader: inout SMTPReplyReader) async {
        do throws(TransportError) {
            try await stream.write(Array("RSET\r\n".utf8))
            _ = try await reply(&reader, within: Wait.dataStart)
        } catch {
            stream.close()
        }
    }

    private func reply(
        _ reader: inout SMTPReplyReader, within allowed: Duration
    ) async throws(TransportError) -> SMTPReply {
        let end = Instant.now + allowed
        while true {
            do throws(SMTPReplyFault) {
                if let reply = try reader.next() { return reply }
            } catch {
                stream.close()
                throw TransportError(place: stream.place, fault: .unexpectedReply)
            }
            let left = end - .now
            guard left > .zero else {
                throw TransportError(place: stream.place, fault: .deadline(.reading, allowed))
            }
            let more = try await stream.read(within: left)
            if more.isEmpty {
                stream.close()
                throw TransportError(place: stream.place, fault: .closedByPeer)
            }
            reader.append(more)
        }
    }

    private func check(_ mail: OutgoingMail) throws(TransportError) {
        let validation = Validation(place: stream.place)
        guard !mail.recipients.isEmpty else { throw validation.invalid("list of recipients", "is empty") }
        if !mail.sender.isEmpty { try validation.mailAddress(mail.sender, field: "sender") }
        for recipient in mail.recipients { try validation.mailAddress(recipient, field: "recipient") }
        let addresses = [mail.sender] + mail.recipients
        let isInternational = addresses.contains { !$0.utf8.allSatisfy { $0 < 0x80 } }
        if isInternational, !extensions.has("SMTPUTF8") {
            throw validation.invalid("address", "is not ASCII, and the server does not take such (SMTPUTF8)")
        }
        if let limit = extensions.maximumSize, mail.message.count > limit {
            throw TransportError(place: stream.place, fault: .messageTooLarge(limit))
        }
    }
}

extension CurlClient {
    /// A session with a server whose service is `smtp`: greeted, secured and logged in.
    public func smtpSession(
        with server: MailServer, deadlines: ConnectDeadlines = ConnectDeadlines()
    ) async throws(TransportError) -> SMTPSession {
        guard case .smtp = server.service else {
            throw Validation(place: server.place).invalid("service", "is not SMTP")
        }
        return SMTPSession(try await connect(to: server, deadlines: deadlines))
    }
}
