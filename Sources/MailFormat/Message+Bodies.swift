extension Message {
    /// The body as it was transferred.
    public func rawBody(of part: Int) -> ArraySlice<UInt8> {
        buffers[parts[part].buffer][parts[part].bodyRange]
    }

    /// The body with its transfer encoding decoded.
    public func body(of part: Int) -> [UInt8] { Array(rawBody(of: part)) }

    /// The body decoded and converted to Unicode; every line end is LF.
    public func text(of part: Int) -> String { String(decoding: body(of: part), as: UTF8.self) }
}
