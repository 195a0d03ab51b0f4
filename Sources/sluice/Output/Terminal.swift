import Foundation

/// The two output streams: results go to standard output, everything else to standard error.
enum Terminal {
    /// Columns of the terminal on standard output; nil when it is none.
    static var columns: Int? { isatty(STDOUT_FILENO) == 1 ? width(of: STDOUT_FILENO) : nil }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static var errorColumns: Int { width(of: STDERR_FILENO) }

    static func write(_ text: String) throws { try write(Array(text.utf8)[...]) }

    static func write(_ table: TextTable) throws { try write(table.text(columns: columns)) }

    static func write(_ json: JSONText) throws { try write(json.bytes[...]) }

    static func write(_ bytes: ArraySlice<UInt8>) throws { try write(bytes, to: STDOUT_FILENO) }

    /// A diagnostic, one line or several. What cannot be told cannot be helped, so a failure here is not reported.
    static func report(_ text: String) {
        ProgressLine.clear()
        try? write(Array("sluice: \(text)\n".utf8)[...], to: STDERR_FILENO)
    }

    /// A remark on the way, without the name of the program.
    static func note(_ text: String) {
        ProgressLine.clear()
        try? write(Array("\(text)\n".utf8)[...], to: STDERR_FILENO)
    }

    private static func width(of descriptor: Int32) -> Int {
        var size = winsize()
        let known = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return known ? Int(size.ws_col) : 80
    }

    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws {
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = writeOnce(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
                if count < 0 {
                    if errno == EINTR || errno == EAGAIN { continue }
                    throw CommandFailure(
                        "standard output: \(String(cString: strerror(errno))); nothing more was written")
                }
                written += count
            }
        }
    }
}

/// A function of its own, for inside `Terminal` the name `write` means another one.
private func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
