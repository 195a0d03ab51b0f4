import Credentials
import CurlTransport
import Store

extension MailboxAccess {
    /// A session with the mailbox's own SMTP server, logged in as the mailbox. A token that the server refuses is
    /// renewed once.
    public func submissionSession(
        _ mailbox: RowID<MailboxAccount>, _ connection: MailboxConnection,
        deadlines: ConnectDeadlines = ConnectDeadlines()
    ) async throws(PollFault) -> SMTPSession {
        guard let target = connection.submission else { throw .noSubmissionServer }
        do {
            let (first, token) = try await login(mailbox, connection, refused: nil)
            do {
                return try await session(with: target, first, deadlines)
            } catch let error as TransportError where error.fault == .loginRefused && token != nil {}
            let (second, _) = try await login(mailbox, connection, refused: token)
            return try await session(with: target, second, deadlines)
        } catch {
            let isRefused = (error as? TransportError)?.fault == .loginRefused
            throw isRefused ? .submissionLoginRefused(target, connection) : PollFault(error)
        }
    }

    private func session(
        with target: SubmissionServer, _ login: Login, _ deadlines: ConnectDeadlines
    ) async throws -> SMTPSession {
        let server = MailServer(
            service: .smtp, host: target.host, port: target.port, security: target.security.transport,
            login: login)
        return try await client.smtpSession(with: server, deadlines: deadlines)
    }
}

extension PollFault {
    static let noSubmissionServer = PollFault(
        code: "no_smtp",
        text: "this mailbox has no SMTP server; add one to it (host, port, security) to send from it")

    static func submissionLoginRefused(
        _ target: SubmissionServer, _ connection: MailboxConnection
    ) -> PollFault {
        PollFault(
            code: "smtp_login_refused",
            text: "\(target.host):\(target.port): the login was refused; "
                + (connection.oauth == nil
                    ? "check that the mailbox may send by SMTP, and its password"
                    : "sign in again, with the permission to send by SMTP"))
    }
}
