/// Where the signs of a message have their bits: what it holds that rules ask for.
struct SignLayout: Sendable {
    let concepts: Int
    let headers: Int
    let facts: Int

    /// Structural facts have the first word, concepts those behind it.
    var conceptWords: Int { (concepts + 63) / 64 }
    var words: Int { 1 + conceptWords + (headers + facts + 1 + 63) / 64 }

    func bit(ofConcept number: Int) -> Int { 64 + number }
    func bit(ofHeader number: Int) -> Int { 64 * (1 + conceptWords) + number }
    func bit(ofFact number: Int) -> Int { bit(ofHeader: headers) + number }
    var dateBit: Int { bit(ofFact: facts) }
}
