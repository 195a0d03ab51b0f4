/// Works on batches on all cores and hands the results on in the order of the input.
///
/// At most `window` batches are anywhere between being read and being handed on, so memory does not grow with the
/// input, and one slow batch holds up the rest but never lets it pile up.
struct OrderedPipeline {
    let window: Int

    /// `next` and `emit` are called by one task only, one call at a time.
    func run<Batch: Sendable, Result: Sendable>(
        next: () throws -> Batch?, work: @escaping @Sendable (Batch) -> Result,
        emit: (Result) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var taken = 0
            var emitted = 0
            var isExhausted = false
            var early: [Int: Result] = [:]
            while true {
                while !isExhausted, taken - emitted < window {
                    guard let batch = try next() else {
                        isExhausted = true
                        break
                    }
                    let number = taken
                    group.addTask { (number, work(batch)) }
                    taken += 1
                }
                guard let (number, result) = try await group.next() else { break }
                early[number] = result
                while let ready = early.removeValue(forKey: emitted) {
                    try emit(ready)
                    emitted += 1
                }
            }
        }
    }
}
