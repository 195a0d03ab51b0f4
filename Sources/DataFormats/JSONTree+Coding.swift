extension JSONTree {
    public init(encoding value: some Encodable) throws {
        self = try JSONTreeEncoder.tree(of: value)
    }

    public func decoded<T: Decodable>(as type: T.Type) throws -> T { try T(from: JSONTreeDecoder(self)) }
}
