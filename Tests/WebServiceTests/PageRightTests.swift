import Store
import Testing

@testable import WebService

private let refusals: [(right: Route.Right, role: UserAccount.Role, words: String?)] = [
    (.see, .viewer, nil), (.see, .member, nil), (.see, .admin, nil),
    (.change, .viewer, "This takes the role member; yours is viewer. An admin can change it."),
    (.change, .member, nil), (.change, .admin, nil),
    (.administer, .viewer, "This takes the role admin; yours is viewer. An admin can change it."),
    (.administer, .member, "This takes the role admin; yours is member. An admin can change it."),
    (.administer, .admin, nil),
]

@Test("a right of a page, by role", arguments: refusals)
func refusesRole(_ right: Route.Right, _ role: UserAccount.Role, _ words: String?) {
    #expect(right.allows(role) == (words == nil))
    if let words { #expect(right.refusal(of: role).text == words) }
}
