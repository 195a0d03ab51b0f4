extension JSON: Decodable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        // Texts first: most values are one.
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self = .text(text)
            return
        }
        if let members = try? decoder.container(keyedBy: Name.self) {
            var object: [String: JSON] = [:]
            for name in members.allKeys {
                object[name.stringValue] = try members.decode(JSON.self, forKey: name)
            }
            self = .object(object)
            return
        }
        if var values = try? decoder.unkeyedContainer() {
            var list: [JSON] = []
            while !values.isAtEnd { list.append(try values.decode(JSON.self)) }
            self = .list(list)
            return
        }
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Int64.self) {
            self = .integer(number)
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .real(number)
        } else if value.decodeNil() {
            self = .null
        } else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "not a JSON value")
        }
    }
}
