/// One place in a message that argued for the verdict, and the rule that saw it.
public struct Evidence: Hashable, Sendable {
    /// Id of the rule, or of the structural fact (`structure.…`, `report.…`).
    public let rule: String
    /// `header:NAME`, `subject`, `reply` (offsets into the visible reply), `body` (offsets into the whole text),
    /// `report` or `structure`.
    public let field: String
    /// Offset into the decoded text of the field, in UTF-8 bytes.
    public let start: Int
    /// Length in UTF-8 bytes; 0 where the evidence is a structure and no text.
    public let length: Int
    public let text: String
    public let weight: Double

    public init(rule: String, field: String, start: Int, length: Int, text: String, weight: Double) {
        self.rule = rule
        self.field = field
        self.start = start
        self.length = length
        self.text = text
        self.weight = weight
    }
}
