/// Everything that is wrong with a set of rule files. A set with a fault is refused whole.
public struct RuleFileFaults: Error, Hashable, CustomStringConvertible {
    public let faults: [RuleFileFault]

    public init(_ faults: [RuleFileFault]) {
        self.faults = faults
    }

    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}

/// One fault: where, what, and what to do about it.
public struct RuleFileFault: Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// From 1.
    public let line: Int
    public let fault: String
    public let fix: String

    public init(file: String, line: Int, fault: String, fix: String) {
        self.file = file
        self.line = line
        self.fault = fault
        self.fix = fix
    }

    public var description: String { "\(file):\(line): \(fault); \(fix)" }
}
