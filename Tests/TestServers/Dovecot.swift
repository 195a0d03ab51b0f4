import Foundation

/// A Dovecot of our own on free loopback ports. Any user name logs in with `secret`.
///
/// Needs Debian's `dovecot-imapd`; works as root and as any other user.
package final class Dovecot: Sendable {
    package let port: Int
    package let tlsPort: Int
    /// Its folder: mail lies in `mail/USER/Maildir`.
    package let folder: String
    private let process: HeldProcess

    private static let started = Task { try await Dovecot() }
    /// One for all tests that do not change it.
    package static var shared: Dovecot { get async throws { try await started.value } }
    package static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/sbin/dovecot")

    package init() async throws {
        port = try TestFolder.freePort()
        tlsPort = try TestFolder.freePort()
        let folder = try TestFolder.make()
        self.folder = folder.path
        let configuration = folder.appending(path: "dovecot.conf")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "mail"), withIntermediateDirectories: true)
        let isRoot = getuid() == 0
        let user = NSUserName()
        let text = try await Self.text(
            root: folder.path, port: port, tlsPort: tlsPort, certificate: TestCertificate.shared,
            loginUser: isRoot ? "dovenull" : user, internalUser: isRoot ? "dovecot" : user,
            uid: isRoot ? 65_534 : getuid(), gid: isRoot ? 65_534 : getgid())
        try text.write(to: configuration, atomically: true, encoding: .utf8)
        if isRoot {
            // The certificates and the mail are read by other users.
            chmod(folder.path, 0o755)
            chown(folder.appending(path: "mail").path, 65_534, 65_534)
        }
        process = try HeldProcess(
            "python3",
            [
                TestFolder.holder, folder.path, "/usr/sbin/dovecot", "-F", "-c", configuration.path,
            ], output: false)
        try await Self.waitForListener(port)
        try await Self.waitForListener(tlsPort)
    }

    private static func waitForListener(_ port: Int) async throws {
        for _ in 0..<1_200 {
            if TestFolder.canConnect(port) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw CocoaError(.executableLoad)
    }

    private static func text(
        root: String, port: Int, tlsPort: Int, certificate: TestCertificate, loginUser: String,
        internalUser: String, uid: uid_t, gid: gid_t
    ) -> String {
        """
        base_dir = \(root)/run
        state_dir = \(root)/state
        log_path = \(root)/dovecot.log
        protocols = imap
        listen = 127.0.0.1, 127.0.0.2
        default_login_user = \(loginUser)
        default_internal_user = \(internalUser)
        default_internal_group = \(internalUser)
        default_process_limit = 1000
        default_client_limit = 4000
        mail_max_userip_connections = 2000
        first_valid_uid = 1
        mail_uid = \(uid)
        mail_gid = \(gid)
        ssl = yes
        ssl_cert = <\(certificate.certificate)
        ssl_key = <\(certificate.key)
        disable_plaintext_auth = no
        auth_mechanisms = plain login
        auth_failure_delay = 0
        mail_location = maildir:~/Maildir
        mail_fsync = never
        namespace inbox {
          inbox = yes
          separator = /
          mailbox Junk {
            special_use = \\Junk
            auto = create
          }
        }
        passdb {
          driver = static
          args = password=secret
        }
        userdb {
          driver = static
          args = uid=\(uid) gid=\(gid) home=\(root)/mail/%u allow_all_users=yes
        }
        service imap-login {
          chroot =
          service_count = 0
          process_min_avail = 1
          client_limit = 2000
          inet_listener imap {
            port = \(port)
          }
          inet_listener imaps {
            port = \(tlsPort)
            ssl = yes
          }
        }
        service imap {
          process_limit = 1000
          service_count = 200
        }
        service anvil {
          client_limit = 5000
          chroot =
        }
        service stats {
          chroot =
        }
        service auth {
          client_limit = 8000
        }

        """
    }
}
