/// One thing in a message that makes it a report.
public struct ReportEvidence: Hashable, Sendable {
    /// A stable id such as `report.dsn` or `structure.daemon-sender`.
    public let what: String
    /// Where: `report` (a machine-readable part), `structure`, or `header:Name`.
    public let field: String
    /// UTF-8 bytes in the decoded text of the field (for `report`: of the part); 0 and 0 where there is no span.
    public let start: Int
    public let length: Int
    public let text: String

    public init(what: String, field: String, start: Int = 0, length: Int = 0, text: String = "") {
        self.what = what
        self.field = field
        self.start = start
        self.length = length
        self.text = text
    }
}
