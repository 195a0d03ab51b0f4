import Synchronization

/// Open converters that no call uses at the moment.
///
/// Opening one makes the system load and link a library, closing the last one unloads it: that costs more than the
/// rest of a small message.
enum ConverterPool {
    private static let idle = Mutex<[CharsetConverter]>([])
    /// More than the charsets that much mail has at a time, on more threads than machines have.
    private static let maximumIdle = 64

    /// `bytes` as Unicode; nil when this system has no converter for the charset.
    static func text(_ bytes: [UInt8], in charset: Charset) -> String? {
        guard let converter = take(charset) ?? CharsetConverter(charset) else { return nil }
        defer { putBack(converter) }
        return converter.text(bytes)
    }

    private static func take(_ charset: Charset) -> CharsetConverter? {
        idle.withLock { idle in
            idle.lastIndex { $0.charset == charset }.map { idle.remove(at: $0) }
        }
    }

    /// The one that waited longest makes room.
    private static func putBack(_ converter: CharsetConverter) {
        let dropped = idle.withLock { idle -> CharsetConverter? in
            idle.append(converter)
            return idle.count > maximumIdle ? idle.removeFirst() : nil
        }
        withExtendedLifetime(dropped) {}  // closed outside the lock
    }
}
