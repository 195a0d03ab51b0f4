import MailFormat

/// Names of header fields that rules ask for, found by the bytes of a field's name in whatever case.
struct HeaderNames: Sendable {
    private let byLength: [[(name: [UInt8], number: Int)]]
    let count: Int

    init(_ names: [FieldName]) {
        count = names.count
        var table: [[(name: [UInt8], number: Int)]] = []
        for (number, name) in names.enumerated() {
            let bytes = Array(name.description.utf8)
            while table.count <= bytes.count { table.append([]) }
            table[bytes.count].append((bytes, number))
        }
        byLength = table
    }

    func number(of name: ArraySlice<UInt8>) -> Int? {
        guard name.count < byLength.count else { return nil }
        return byLength[name.count].first {
            name.elementsEqual($0.name, by: { WordBytes.lowercased($0) == $1 })
        }?.number
    }
}
