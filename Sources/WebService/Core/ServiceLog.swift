import Foundation
import Ingestion
import Logging
import Synchronization

/// One JSON object a line on standard error: `time`, `level`, `message`, then what varies. No words of mail, no
/// addresses of people, no secrets: whoever logs keeps to that.
public struct ServiceLog: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level = .info

    private static let lock = Mutex(())

    public init() {}

    /// A logger that writes this way.
    public static func logger(_ level: Logger.Level = .info) -> Logger {
        Logger(label: "sluice") { _ in
            var handler = ServiceLog()
            handler.logLevel = level
            return handler
        }
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        var members: [JSON.Member] = [
            .init(key: "level", value: .text(event.level.rawValue)),
            .init(key: "message", value: .text(event.message.description)),
            .init(
                key: "time", value: .text(SystemClock.now().iso8601)),
        ]
        for (key, value) in all {
            let name = key == "hb.request.id" ? "request_id" : key
            if !members.contains(where: { $0.key == name }) {
                members.append(.init(key: name, value: Self.json(value)))
            }
        }
        let line = JSON.object(members).serialized + "\n"
        Self.lock.withLock { _ in try? FileHandle.standardError.write(contentsOf: Data(line.utf8)) }
    }

    private static func json(_ value: Logger.MetadataValue) -> JSON {
        let text = value.description
        return Int64(text).map { .integer($0) } ?? .text(text)
    }
}
