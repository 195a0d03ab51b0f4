/// The work could not be done: says where, what, and what to do next. Exit code 1.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// The command was called wrongly in a way that the argument parser cannot see. Exit code 2.
struct UsageFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
