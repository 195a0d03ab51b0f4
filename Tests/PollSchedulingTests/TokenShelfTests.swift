import Credentials
import CurlTransport
import ProviderMail
import Testing

@testable import PollScheduling
@testable import Store

struct TokenShelfTests {
    @Test(
        "tokens are kept for a mailbox until its sign-in changes; a token renewed by the provider is no change"
    )
    func keeps() throws {
        let client = try CurlClient()
        defer { client.shutDown() }
        let shelf = TokenShelf()
        let box = RowID<MailboxAccount>(1)
        var connection = MailboxConnection(source: .gmail, host: "h", user: "u", secret: "sealed-1")
        connection.oauth = .init(tokenURL: "https://token.example", clientID: "id")
        func tokens(_ mailbox: RowID<MailboxAccount>, _ connection: MailboxConnection) throws -> AccessTokens
        {
            try shelf.tokens(of: mailbox, connection) {
                let grant = OAuthGrant(
                    tokenURL: "https://token.example", clientID: "id", clientSecret: nil,
                    refreshToken: try Secret("r"))
                return AccessTokens(place: "Gmail", grant: grant, client: client) { _ in }
            }
        }
        let first = try tokens(box, connection)
        #expect(try tokens(box, connection) === first)
        #expect(try tokens(RowID(2), connection) !== first)
        connection.secret = "sealed-2"
        shelf.rename(box, secret: "sealed-2")
        #expect(try tokens(box, connection) === first)
        connection.secret = "sealed-3"
        let second = try tokens(box, connection)
        #expect(second !== first)
        connection.oauth?.clientID = "other"
        #expect(try tokens(box, connection) !== second)
    }
}
