import Foundation
import TestServers

/// The peers, set up to read the inboxes of some users of the run's Dovecot.
///
/// imaplib opens the junk folder too, as Sluice does; mbsync and fetchmail read the inbox only.
struct ImapPeers: Sendable {
    let bench: ImapBench
    let users: [String]
    /// Theirs: settings, and what they read.
    let folder: URL
    private let certificate: String

    init(_ bench: ImapBench, users: [String], in folder: URL) async throws {
        self.bench = bench
        self.users = users
        self.folder = folder
        certificate = try await TestCertificate.shared.certificate
    }

    // MARK: imaplib

    /// Reads what has `first` or a higher UID, 500 messages a command, each user on a thread of its own.
    func imaplib(first: Int, threads: Int) async throws {
        let script = """
            import imaplib, ssl, sys
            from concurrent.futures import ThreadPoolExecutor
            port, first, threads, *users = sys.argv[1:]
            context = ssl._create_unverified_context()
            def read(user):
                box = imaplib.IMAP4_SSL("127.0.0.1", int(port), ssl_context=context)
                box.login(user, "secret")
                box.select("INBOX", readonly=True)
                end = int(box.response("UIDNEXT")[1][0])
                for start in range(int(first), end, 500):
                    box.uid("fetch", f"{start}:{min(start + 499, end - 1)}", "(BODY.PEEK[])")
                box.select("Junk", readonly=True)
                box.logout()
            with ThreadPoolExecutor(int(threads)) as pool:
                list(pool.map(read, users))
            """
        try await HeldProcess.run(
            "python3", ["-c", script, "\(bench.port)", "\(first)", "\(threads)"] + users)
    }

    // MARK: mbsync

    /// Writes the settings of one channel a user, named `c0`, `c1`, …; its Maildirs lie in `name`.
    func configureMbsync(_ name: String, syncsFiles: Bool) throws {
        var text = "FSync \(syncsFiles ? "yes" : "no")\n"
        for (number, user) in users.enumerated() {
            text += """

                IMAPAccount a\(number)
                Host localhost
                Port \(bench.port)
                User \(user)
                Pass secret
                SSLType IMAPS
                SystemCertificates no
                CertificateFile \(certificate)

                IMAPStore far\(number)
                Account a\(number)

                MaildirStore near\(number)
                Inbox \(folder.path)/\(name)/\(user)

                Channel c\(number)
                Far :far\(number):
                Near :near\(number):
                Sync PullNew
                Create Near
                SyncState *

                """
        }
        try emptyMbsync(name)
        try text.write(to: folder.appending(path: "\(name).rc"), atomically: true, encoding: .utf8)
    }

    /// The next run reads everything.
    func emptyMbsync(_ name: String) throws {
        let place = folder.appending(path: name)
        try? FileManager.default.removeItem(at: place)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }

    /// What it has read since it was emptied.
    func messagesOfMbsync(_ name: String) -> Int {
        let place = folder.appending(path: name)
        return users.flatMap { user in ["cur", "new"].map { place.appending(path: "\(user)/\($0)").path } }
            .reduce(0) { $0 + ((try? FileManager.default.contentsOfDirectory(atPath: $1).count) ?? 0) }
    }

    /// - Parameter processes: side by side; nil: one for all users, which takes them one after the other.
    func mbsync(_ name: String, processes: Int? = nil) async throws {
        let file = folder.appending(path: "\(name).rc").path
        guard let processes else { return try await HeldProcess.run("mbsync", ["-qq", "-c", file, "-a"]) }
        let command = "seq -f c%.0f 0 \(users.count - 1) | xargs -P\(processes) -n1 mbsync -qq -c \"$1\""
        try await HeldProcess.run("sh", ["-c", command, "sh", file])
    }

    // MARK: fetchmail

    /// - Parameter limit: messages of each user in one run, the same ones in each; nil: what is unseen.
    func configureFetchmail(limit: Int? = nil) throws {
        let choice = limit.map { "fetchall fetchlimit \($0)" } ?? ""
        let text = users.enumerated().map { number, user in
            """
            poll box\(number) via localhost with proto imap service \(bench.port) auth password
              user "\(user)" there with password "secret" ssl sslcertfile "\(certificate)" sslcertck keep \(choice)

            """
        }.joined()
        let file = folder.appending(path: "fetchmailrc")
        try text.write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    func fetchmail() async throws {
        let path = folder.path
        // 1: there was no mail; 13: the limit is reached.
        try await HeldProcess.run(
            "fetchmail",
            [
                "--silent", "--fetchmailrc", "\(path)/fetchmailrc", "--idfile", "\(path)/ids",
                "--pidfile", "\(path)/pid", "--bsmtp", "\(path)/mail",
            ], success: [0, 1, 13])
    }
}
