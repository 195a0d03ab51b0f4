/// A notification as a provider posts it.
package struct SignedPost: Sendable {
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(headers: [(name: String, value: String)], body: [UInt8]) {
        self.headers = headers
        self.body = body
    }
}
