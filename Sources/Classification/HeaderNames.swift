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
        return byLength[name.count].first { Self.matches(name, $0.name) }?.number
    }

    private static func matches(_ name: ArraySlice<UInt8>, _ lowerCase: [UInt8]) -> Bool {
        var place = name.startIndex
        for byte in lowerCase {
            let seen = name[place]
            if (seen &- UInt8(ascii: "A") < 26 ? seen | 0x20 : seen) != byte { return false }
            place += 1
        }
        return true
    }
}
