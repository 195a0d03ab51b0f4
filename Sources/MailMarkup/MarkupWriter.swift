/// Writes the elements, attributes and text that are allowed, and ends what it began.
final class MarkupWriter {
    private(set) var out: [UInt8] = []
    private(set) var images: ImageRules
    private(set) var isCut = false
    private var open: [OpenElement] = []
    /// Elements open that are left out with their content.
    private var removed = 0

    /// An element the parser has begun and not ended.
    private struct OpenElement {
        let name: String
        let isRemoved: Bool
        /// As it is written; nil where its tags are left out, or have been closed already.
        var written: String?
        var isFormatting = false
        var role: NestingRole = []
        /// Where its start tag stands in `out`.
        var tag = 0..<0

        mutating func close() {
            written = nil
            role = []
        }
    }

    init(images: ImageRules) { self.images = images }

    /// False when a bound is reached, and the rest of the mail is not to be read.
    func start(_ name: String, _ attributes: [MarkupAttribute]) -> Bool {
        guard open.count < MarkupLimits.maximumElementDepth, out.count < MarkupLimits.maximumOutputBytes
        else {
            isCut = true
            return false
        }
        switch name == "body" ? MarkupElement.named("div") : MarkupElement.named(name) {
        case .removed:
            removed += 1
            open.append(OpenElement(name: name, isRemoved: true))
        case .written(let rules) where removed == 0:
            let element = AllowedAttributes(name, attributes, rules, &images)
            if let written = element.name, makePlace(for: written, rules.nesting) {
                write(written, element, rules, for: name)
            } else {
                open.append(OpenElement(name: name, isRemoved: false))
            }
        default:
            open.append(OpenElement(name: name, isRemoved: false))
        }
        return true
    }

    func end(_ name: String) {
        guard open.last?.name == name || open.contains(where: { $0.name == name }) else { return }
        while let last = open.popLast() {
            if last.isRemoved { removed -= 1 }
            if let written = last.written { writeEnd(written) }
            if last.name == name { return }
        }
    }

    func text(_ text: UnsafeBufferPointer<UInt8>) {
        guard removed == 0 else { return }
        guard out.count < MarkupLimits.maximumOutputBytes else {
            isCut = true
            return
        }
        Escaping.appendText(text, to: &out)
    }

    func finish() {
        while let last = open.popLast() {
            if let written = last.written { writeEnd(written) }
        }
    }

    private func write(
        _ written: String, _ element: AllowedAttributes, _ rules: MarkupElement.Rules, for name: String
    ) {
        let begin = out.count
        out.append(UInt8(ascii: "<"))
        out += written.utf8
        element.write(to: &out)
        out.append(UInt8(ascii: ">"))
        open.append(
            OpenElement(
                name: name, isRemoved: false, written: rules.isVoid ? nil : written,
                isFormatting: rules.isFormatting, role: rules.nesting.role, tag: begin..<out.count))
    }

    private func writeEnd(_ name: String) {
        out += "</".utf8
        out += name.utf8
        out.append(UInt8(ascii: ">"))
    }
}

extension MarkupWriter {
    /// Ends what a browser would end before this element. False where a browser would ignore the tag.
    private func makePlace(for name: String, _ nesting: Nesting) -> Bool {
        while let top = open.lastIndex(where: { $0.written != nil }), let written = open[top].written,
            LibraryClosing.ends(written, before: name)
        {
            end(at: top, keepingAll: false)
        }
        if !nesting.parents.isEmpty { return openParent(of: nesting) }
        guard !nesting.ends.isEmpty else { return true }
        let known = nesting.ends.union(nesting.scope)
        while let found = open.lastIndex(where: { !$0.role.isDisjoint(with: known) }),
            !open[found].role.isDisjoint(with: nesting.ends)
        {
            end(at: found, keepingAll: nesting.role == .link)
        }
        return true
    }

    /// For a part of a table: ends what is open inside the nearest element it may stand in.
    private func openParent(of nesting: Nesting) -> Bool {
        let known = nesting.parents.union(.table)
        guard let found = open.lastIndex(where: { !$0.role.isDisjoint(with: known) }),
            !open[found].role.isDisjoint(with: nesting.parents)
        else { return nesting.parents == .row && openImpliedRow() }
        for index in open.indices[(found + 1)...].reversed() {
            if let written = open[index].written { writeEnd(written) }
            open[index].close()
        }
        return true
    }

    /// Lenient: a cell without a row, as old newsletters have it.
    private func openImpliedRow() -> Bool {
        let row = Nesting("tr")
        guard open.contains(where: { $0.role == .table }), openParent(of: row) else { return false }
        let begin = out.count
        out += "<tr>".utf8
        open.append(
            OpenElement(name: "tr", isRemoved: false, written: "tr", role: row.role, tag: begin..<out.count))
        return true
    }

    /// Ends one element, and opens again the formatting (or all) that was inside it.
    private func end(at place: Int, keepingAll: Bool) {
        for index in open.indices[place...].reversed() {
            if let written = open[index].written { writeEnd(written) }
            if index == place || !(keepingAll || open[index].isFormatting) { open[index].close() }
        }
        for index in open.indices[place...] where open[index].written != nil {
            let begin = out.count
            out += Array(out[open[index].tag])
            open[index].tag = begin..<out.count
        }
    }
}
