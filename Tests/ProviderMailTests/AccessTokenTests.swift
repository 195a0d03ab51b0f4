import Credentials
import Foundation
import Synchronization
import Testing

@testable import ProviderMail

extension ProviderTests {
    struct AccessTokenTests {
        let provider: Provider

        init() async throws { provider = try await Provider() }

        @Test("one refresh, however many ask; the next one when a server refuses the token")
        func refreshesOnce() async throws {
            let tokens = try provider.tokens()
            let found = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<20 { group.addTask { try await tokens.token().revealed } }
                var found: Set<String> = []
                for try await token in group { found.insert(token) }
                return found
            }
            #expect(found == ["t1"])
            #expect(try await tokens.token(refused: try Secret("another")).revealed == "t1")
            #expect(try await tokens.token(refused: try Secret("t1")).revealed == "t2")
            #expect(try await provider.log() == ["POST /token good", "POST /token good"])
        }

        @Test("a token that ends within minutes is not used twice")
        func refreshesBeforeEnd() async throws {
            let tokens = try provider.tokens("brief")
            #expect(try await tokens.token().revealed == "t1")
            #expect(try await tokens.token().revealed == "t2")
        }

        @Test("a new refresh token is kept, and used from then on")
        func keepsRefreshToken() async throws {
            let kept = Mutex<[String]>([])
            let tokens = try provider.tokens("turning") { token in
                kept.withLock { $0.append(token.revealed) }
            }
            _ = try await tokens.token()
            _ = try await tokens.token(refused: try Secret("t1"))
            #expect(kept.withLock { $0 } == ["turned"])
            #expect(try await provider.log() == ["POST /token turning", "POST /token turned"])
        }

        private static let refusals: [(refresh: String, client: String, secret: String?, words: String)] = [
            ("withdrawn", "client", nil, "Stub: the sign-in has expired or was withdrawn; sign in again"),
            (
                "good", "other", nil,
                "Stub: our client was refused (invalid_client); check client id, secret and redirect address"
            ),
            (
                "good", "client", "wrong",
                "Stub: our client was refused (invalid_client); check client id, secret and redirect address"
            ),
            ("busy", "client", nil, "Stub: too many requests; next try in 77.0 seconds"),
            (
                "nonsense", "client", nil,
                "Stub: the answer with the access token could not be read; it is tried again"
            ),
        ]

        @Test("refusals in words", arguments: refusals)
        func tellsRefusal(_ refresh: String, _ client: String, _ secret: String?, _ words: String)
            async throws
        {
            let tokens = try provider.tokens(refresh, clientID: client, secret: secret)
            let fault = await providerFault { _ = try await tokens.token() }
            #expect(fault?.description == words)
        }
    }
}
