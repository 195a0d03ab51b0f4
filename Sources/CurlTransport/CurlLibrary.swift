import CCurl

/// The libcurl that this process runs with: what `sluice --version` shows and what is checked at the start.
///
/// Debian ships three flavours of one version, and installing another `-dev` package can change which of them is
/// linked. With GnuTLS a TLS connection costs ten times the processor time, for it reads all trusted certificates
/// anew each time.
public struct CurlLibrary: Hashable, Sendable, CustomStringConvertible {
    /// Such as `7.88.1`.
    public let version: String
    /// `0xXXYYZZ`: major, minor and patch version.
    public let number: UInt32
    /// Library and version that does TLS, such as `OpenSSL/3.0.19`; empty where there is none.
    public let tls: String
    /// Schemes it speaks, sorted.
    public let protocols: [String]
    /// The file of trusted certificates that it was built to use.
    public let certificateFile: String?

    /// 7.88.0: the first with the parts of 7.85 (lists of protocols as text) and 7.87 (an end that does not wait
    /// for a name server) that also lives on in a supported Debian.
    public static let minimumNumber: UInt32 = 0x07_58_00
    public static let neededProtocols = ["http", "https", "imap", "imaps", "smtp", "smtps"]

    public var description: String { tls.isEmpty ? "libcurl/\(version)" : "libcurl/\(version) \(tls)" }

    /// Read once. libcurl is set up here for the whole process, which is safe from any thread.
    public static let current: CurlLibrary = {
        curl_global_init(sluice_curl_global_all)
        guard let info = curl_version_info(CURLVERSION_TENTH)?.pointee else {
            return CurlLibrary(version: "?", number: 0, tls: "", protocols: [], certificateFile: nil)
        }
        var protocols: [String] = []
        var next = info.protocols
        while let name = next?.pointee {
            protocols.append(String(cString: name))
            next = next?.advanced(by: 1)
        }
        return CurlLibrary(
            version: info.version.map { String(cString: $0) } ?? "?", number: info.version_num,
            tls: info.ssl_version.map { String(cString: $0) } ?? "", protocols: protocols.sorted(),
            certificateFile: info.cainfo.map { String(cString: $0) })
    }()

    /// Everything that makes this library unfit; empty when it will do.
    public var faults: [CurlLibraryFault] {
        var found: [CurlLibraryFault] = []
        if number < Self.minimumNumber { found.append(.tooOld(version)) }
        // A library with several TLS parts names those not in use in parentheses.
        if !tls.hasPrefix("OpenSSL/") { found.append(.otherTLS(tls)) }
        let missing = Self.neededProtocols.filter { !protocols.contains($0) }
        if !missing.isEmpty { found.append(.missingProtocols(missing)) }
        return found
    }
}

/// Why the libcurl found cannot be used.
public enum CurlLibraryFault: Error, Hashable, Sendable, CustomStringConvertible {
    case tooOld(String)
    case otherTLS(String)
    case missingProtocols([String])

    public var description: String {
        switch self {
        case .tooOld(let version): "libcurl \(version) is too old; install 7.88 or later"
        case .otherTLS(let tls):
            "libcurl was built with \(tls.isEmpty ? "no TLS" : tls) in place of OpenSSL; "
                + "install libcurl4-openssl-dev and build again"
        case .missingProtocols(let names):
            "libcurl was built without \(names.joined(separator: ", ")); install Debian's libcurl4"
        }
    }
}
