import Foundation

/// Paths and certificates of this run.
package enum TestFolder {
    /// Holds a process until the test ends.
    static let holder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Servers/held.py"
    ).path

    /// For the servers of this target: `StubServer("imap_many.py", …, beside: TestFolder.here)`.
    package static let here: StaticString = #filePath

    package static func make() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sluice-net-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A free port of 127.0.0.1: asked of the system and given back, so another program could take it meanwhile.
    package static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        guard with127(port: 0, { bind(descriptor, $0, $1) }) == 0 else { throw CocoaError(.fileReadUnknown) }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &size)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    package static func canConnect(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return with127(port: port, { connect(descriptor, $0, $1) }) == 0
    }

    private static func with127(
        port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

/// A certificate of its own authority for `localhost` and 127.0.0.1, made once for all tests.
package struct TestCertificate: Sendable {
    /// Paths of PEM files.
    package let certificate: String
    package let key: String

    private static let made = Task { try await TestCertificate(in: TestFolder.make()) }
    package static var shared: TestCertificate { get async throws { try await made.value } }
    /// Removes the folder at the end of the run.
    private let holder: HeldProcess

    private init(in folder: URL) async throws {
        holder = try HeldProcess(
            "python3",
            [TestFolder.holder, folder.path, "sleep", "infinity"],
            output: false)
        certificate = folder.appending(path: "cert.pem").path
        key = folder.appending(path: "key.pem").path
        try await HeldProcess.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout", key, "-out", certificate,
            ])
    }
}
