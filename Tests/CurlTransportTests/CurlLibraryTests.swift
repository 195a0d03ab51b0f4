import Testing

@testable import CurlTransport

@Test("the libcurl that is linked will do")
func linkedLibraryIsFit() {
    #expect(CurlLibrary.current.faults == [])
    #expect(CurlLibrary.current.description.hasPrefix("libcurl/"))
    #expect(CurlLibrary.current.certificateFile != nil)
}

private let all = CurlLibrary.neededProtocols
private let libraries: [(number: UInt32, tls: String, protocols: [String], faults: [CurlLibraryFault])] = [
    (0x07_58_01, "OpenSSL/3.0.19", all, []),
    (0x08_17_00, "OpenSSL/3.5.1", all + ["ftp"], []),
    (0x07_57_00, "OpenSSL/3.0.19", all, [.tooOld("v")]),
    (0x07_58_01, "GnuTLS/3.7.9", all, [.otherTLS("GnuTLS/3.7.9")]),
    (0x07_58_01, "(OpenSSL/3.0.1) GnuTLS/3.7.9", all, [.otherTLS("(OpenSSL/3.0.1) GnuTLS/3.7.9")]),
    (
        0x07_58_01, "", ["http", "imap"],
        [.otherTLS(""), .missingProtocols(["https", "imaps", "smtp", "smtps"])]
    ),
]

@Test("faults of a library", arguments: libraries)
func findsFaults(_ number: UInt32, _ tls: String, _ protocols: [String], _ faults: [CurlLibraryFault]) {
    let library = CurlLibrary(
        version: "v", number: number, tls: tls, protocols: protocols, certificateFile: nil)
    #expect(library.faults == faults)
}
