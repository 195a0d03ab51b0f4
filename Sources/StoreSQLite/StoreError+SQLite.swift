import GRDB
import Store

extension StoreError {
    /// The engine's error in terms of what an operator can do.
    init(_ failure: DatabaseError, location: String) {
        // The message of the engine names tables and columns, never values; the statement and its values stay out.
        let detail = failure.message ?? "code \(failure.extendedResultCode.rawValue)"
        self =
            switch failure.resultCode {
            case .SQLITE_FULL: .diskFull(location: location)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(location: location)
            case .SQLITE_NOTADB: .notADatabase(location: location)
            case .SQLITE_CORRUPT: .damaged(location: location, detail: detail)
            case .SQLITE_READONLY: .readOnly(location: location)
            case .SQLITE_CANTOPEN: .cannotOpen(location: location, detail: detail)
            case .SQLITE_IOERR: .inputOutput(location: location, detail: detail)
            default: .statement(location: location, detail: detail)
            }
    }
}
