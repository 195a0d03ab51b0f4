import Classification

/// One message of a line of `fixtures/lines/*.tsv`: five columns with tabs between.
///
/// `right` or `open`, kind, detail, subject, text. The detail is the intent of a reply, the subkind of an automatic
/// answer, the day of return of an absence (`none` where it has none), or `-`. `\n` in the text is a line end.
public struct LineFixture: Sendable {
    /// The answer is reached, which tests hold.
    public let isRight: Bool
    public let kind: Kind
    public let detail: String
    /// A message of 10 March 2026 that answers one of ours, without any header that tells more.
    public let bytes: [UInt8]

    public init?(_ line: Substring) {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard columns.count == 5, ["right", "open"].contains(columns[0]),
            let kind = Kind(rawValue: String(columns[1]))
        else { return nil }
        isRight = columns[0] == "right"
        self.kind = kind
        detail = String(columns[2])
        let text = columns[4].split(separator: "\\n", omittingEmptySubsequences: false).joined(
            separator: "\r\n")
        bytes = Array(
            """
            From: Kim Doe <kim.doe@kundin.example>\r
            To: mia@outreach.northwind.example\r
            Subject: \(columns[3])\r
            Date: Tue, 10 Mar 2026 09:12:00 +0000\r
            Message-ID: <1@kundin.example>\r
            In-Reply-To: <slc.1@outreach.northwind.example>\r
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Transfer-Encoding: 8bit\r
            \r
            \(text)\r\n
            """.utf8)
    }

    /// Nil where the verdict is what the line wants.
    public func difference(from verdict: Verdict) -> String? {
        if verdict.kind != kind { return "is \(verdict.kind.rawValue), not \(kind.rawValue)" }
        if detail == "-" { return nil }
        let found: String? =
            switch kind {
            case .reply: verdict.intent?.rawValue
            case .autoReply: verdict.subkind?.rawValue
            default: verdict.returnDate?.description ?? "none"
            }
        return found == detail ? nil : "\(kind.rawValue) is \(found ?? "null"), not \(detail)"
    }
}
