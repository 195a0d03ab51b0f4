/// Elements that have a say in where others may stand.
struct NestingRole: OptionSet {
    let rawValue: Int

    static let paragraph = NestingRole(rawValue: 1)
    static let heading = NestingRole(rawValue: 2)
    static let link = NestingRole(rawValue: 4)
    static let listItem = NestingRole(rawValue: 8)
    static let list = NestingRole(rawValue: 16)
    static let term = NestingRole(rawValue: 32)
    static let termList = NestingRole(rawValue: 64)
    static let table = NestingRole(rawValue: 128)
    static let rowGroup = NestingRole(rawValue: 256)
    static let row = NestingRole(rawValue: 512)
    static let cell = NestingRole(rawValue: 1_024)
    static let columnGroup = NestingRole(rawValue: 2_048)
}

/// Where an element may stand, as browsers build the tree (HTML, "in body" and "in table" insertion modes).
///
/// What we write is nested so already: a browser has nothing to repair, and so nothing to move.
struct Nesting {
    let role: NestingRole
    /// An open element of these ends before this one begins.
    let ends: NestingRole
    /// The search for it does not go beyond these.
    let scope: NestingRole
    /// A part of a table stands only directly in one of these.
    let parents: NestingRole

    private init(
        _ role: NestingRole = [], ends: NestingRole = [], within scope: NestingRole = [],
        parents: NestingRole = []
    ) {
        self.role = role
        self.ends = ends
        self.scope = scope.union([.table, .cell])
        self.parents = parents
    }

    init(_ name: String) {
        self = Self.table[name] ?? Nesting()
    }

    private static let block = Nesting(ends: .paragraph)
    private static let heading = Nesting(.heading, ends: [.paragraph, .heading])
    private static let list = Nesting(.list, ends: .paragraph)
    private static let term = Nesting(.term, ends: [.paragraph, .term], within: .termList)
    private static let rowGroup = Nesting(.rowGroup, parents: .table)
    private static let cell = Nesting(.cell, parents: .row)

    private static let rows: [(names: String, nesting: Nesting)] = [
        ("address article aside blockquote center div figcaption figure footer header", block),
        ("hr main nav pre section", block),
        ("p", Nesting(.paragraph, ends: .paragraph)),
        ("h1 h2 h3 h4 h5 h6", heading),
        ("a", Nesting(.link, ends: .link)),
        ("ol ul", list),
        ("li", Nesting(.listItem, ends: [.paragraph, .listItem], within: .list)),
        ("dl", Nesting(.termList, ends: .paragraph)),
        ("dd dt", term),
        ("table", Nesting(.table, ends: .paragraph)),
        ("tbody tfoot thead", rowGroup),
        ("caption", Nesting(.cell, parents: .table)),
        ("colgroup", Nesting(.columnGroup, parents: .table)),
        ("col", Nesting(parents: [.table, .columnGroup])),
        ("tr", Nesting(.row, parents: [.table, .rowGroup])),
        ("td th", cell),
    ]

    private static let table: [String: Nesting] = rows.reduce(into: [:]) { table, row in
        for name in row.names.split(separator: " ") { table[String(name)] = row.nesting }
    }
}
