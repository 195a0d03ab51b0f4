import CLibXML2

/// Which start tags make libxml2 end the innermost open element: its rules are those of HTML 4.
///
/// What stands between two elements in the mail may be left out, and libxml2 would find them in one another
/// only when it reads what we wrote. We end the outer one too, so that sanitising twice changes nothing.
enum LibraryClosing {
    static func ends(_ open: String, before name: String) -> Bool { table[name]?.contains(open) ?? false }

    private static let table: [String: Set<String>] = {
        let names = MarkupElement.writtenNames
        return names.reduce(into: [:]) { table, name in
            table[name] = Set(names.filter { asksLibrary($0, name) })
        }
    }()

    private static func asksLibrary(_ open: String, _ name: String) -> Bool {
        name.withCString { pointer in
            pointer.withMemoryRebound(to: xmlChar.self, capacity: name.utf8.count + 1) { pointer in
                var node = xmlNode()
                node.name = pointer
                return htmlAutoCloseTag(nil, open, &node) == 1
            }
        }
    }
}
