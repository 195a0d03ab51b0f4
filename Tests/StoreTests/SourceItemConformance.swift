import CalendarTime
import Store
import Testing

@Suite("store conformance: what a source was read of")
struct SourceItemConformance {
    @Test(
        "names are remembered until they are forgotten, each source's for itself", arguments: StoreEngine.all)
    func remembers(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        try await fixture.write { transaction in
            try transaction.recordRead(["b", "a", "a"], of: "maildir:1")
            try transaction.recordRead(["c"], of: "maildir:2")
            try transaction.forgetItems(["b", "nobody"], of: "maildir:1")
        }
        #expect(try await fixture.read { try $0.readItems(of: "maildir:1") } == ["a"])
        try await fixture.write { try $0.forgetItems(of: "maildir:1") }
        #expect(try await fixture.read { try $0.readItems(of: "maildir:1") } == [])
        #expect(try await fixture.read { try $0.readItems(of: "maildir:2") } == ["c"])
    }

    @Test("what was refused keeps its first time, and is not read until it is", arguments: StoreEngine.all)
    func refuses(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let later = fixture.now.adding(seconds: 60)
        try await fixture.write { try $0.recordRefused("a", of: "s", fault: "no permission") }
        try await fixture.write(at: later) { transaction in
            try transaction.recordRefused("a", of: "s", fault: "too large")
            try transaction.recordRefused("b", of: "s", fault: "gone bad")
        }
        let found = try await fixture.read { try $0.refusedItems(of: "s") }
        #expect(found.map(\.name) == ["a", "b"] && found.map(\.tries) == [2, 1])
        #expect(found.map(\.fault) == ["too large", "gone bad"])
        #expect(found.map(\.since) == [fixture.now, later])
        #expect(
            try await fixture.read { try $0.refusedItemCounts() }
                == ["s": RefusedItems(count: 2, fault: "gone bad")])
        #expect(try await fixture.read { try $0.readItems(of: "s") } == [])
        try await fixture.write { try $0.recordRead(["a", "b"], of: "s") }
        #expect(try await fixture.read { try $0.readItems(of: "s") } == ["a", "b"])
        #expect(try await fixture.read { try $0.refusedItemCounts() } == [:])
    }

    @Test("another workspace has its own", arguments: StoreEngine.all)
    func keepsApart(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let other = try await fixture.store.createWorkspace("other", at: fixture.now).id
        try await fixture.write { try $0.recordRead(["a"], of: "s") }
        let found = try await fixture.store.read(in: other, at: fixture.now) { try $0.readItems(of: "s") }
        #expect(found == [])
    }
}
