/// What an operator can repair: where, what, and what to do next. No message text and no address.
public enum StoreError: Error, Equatable, Sendable {
    case diskFull(location: String)
    case locked(location: String)
    case notADatabase(location: String)
    case damaged(location: String, detail: String)
    case readOnly(location: String)
    case cannotOpen(location: String, detail: String)
    case newerVersion(location: String, migration: String)
    /// A connection does not have a setting that durability rests on.
    case unsafeSetting(location: String, setting: String, found: String)
    case inputOutput(location: String, detail: String)
    /// The work was handed to another worker meanwhile; this transaction changes nothing.
    case leaseLost(name: String)
    case notFound(String)
    case alreadyExists(String)
    case refused(code: String, String)
    /// A row that the code cannot have written; `admin verify` names all of them.
    case inconsistent(String)
    case statement(location: String, detail: String)
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .diskFull(let place):
            "\(place): the disk is full; nothing of the last step was kept. Free some space and start again"
        case .locked(let place):
            "\(place): another process holds the database's write lock; nothing was changed. "
                + "Wait for it to end, or stop it, and try again"
        case .notADatabase(let place):
            "\(place): this file is no Sluice database; name another file, or restore a backup"
        case .damaged(let place, let detail):
            "\(place): the database is damaged (\(detail)); keep a copy of the file and restore the last backup"
        case .readOnly(let place):
            "\(place): the database cannot be written; give this user write permission for the file and its folder"
        case .cannotOpen(let place, let detail):
            "\(place): cannot open the database (\(detail)); check that the folder exists and may be written"
        case .newerVersion(let place, let migration):
            "\(place): made by a newer version of Sluice (it has '\(migration)', which this version does not know); "
                + "install that version or restore a backup that this one made"
        case .unsafeSetting(let place, let setting, let found):
            "\(place): \(setting) is '\(found)' on an open connection; a commit would not be durable. "
                + "Put the database on a local file system"
        case .inputOutput(let place, let detail):
            "\(place): reading or writing failed (\(detail)); check the disk, then run `sluice admin verify`"
        case .leaseLost(let name):
            "\(name): another worker took this work over after its lease ran out; nothing was changed"
        case .notFound(let what): "\(what) does not exist"
        case .alreadyExists(let what): "\(what) exists already"
        case .refused(_, let text): text
        case .inconsistent(let what): "\(what); run `sluice admin verify`"
        case .statement(let place, let detail): "\(place): the database refused a statement (\(detail))"
        }
    }
}
