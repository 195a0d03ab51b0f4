import CalendarTime
import LeadStages
import Store
import Testing

@testable import Ingestion

/// What makes the gate refuse a mail, and as what.
private let refusals: [(name: String, action: LeadAction?, code: Refusal.Code, stage: Stage)] = [
    ("not started", nil, .useStart, .notStarted),
    ("absent", .pause(until: World.at("2026-04-01T08:00:00Z")), .preconditionNotMet, .outOfOffice),
    ("replied", .markReplied, .alreadyStopped, .replied),
    ("canceled", .cancel, .alreadyStopped, .canceled),
    ("unsubscribed", .unsubscribe, .suppressed, .unsubscribed),
]

struct SendRegistrationTests {
    private static func registration(_ world: World) -> SendRegistration {
        SendRegistration(store: world.store, workspace: world.workspace, clock: { world.now })
    }

    private static func send(
        _ id: String, _ enrollment: RowID<Enrollment>, step: Int? = 2, isSent: Bool = false
    ) -> OutsideSend {
        OutsideSend(
            enrollment: enrollment, mailbox: World.mia, step: step, messageID: "<\(id)>", isSent: isSent)
    }

    @Test("a running lead's mail is registered once, and moves the lead to the next step")
    func registers() async throws {
        let world = try await World()
        let anna = try await world.running()
        let sends = Self.registration(world)
        let first = try await sends.register(Self.send("slc.2@northwind.example", anna))
        let again = try await sends.register(Self.send("slc.2@northwind.example", anna))
        #expect(first.isNew && !again.isNew && first.send.id == again.send.id)
        #expect(first.send.recipient == "anna@firm.example")
        let steps = try await world.read { transaction in
            try transaction.steps(of: try #require(try transaction.campaign(named: "Spring")).id)
        }
        let state = try await world.state(anna)
        #expect(state.position.lastStep == steps[1].key && state.position.step == steps[2].key)
    }

    @Test("what must not leave is refused; what has left is recorded all the same", arguments: refusals)
    func refuses(_ name: String, _ action: LeadAction?, _ code: Refusal.Code, _ stage: Stage) async throws {
        let world = try await World()
        let lead = action == nil ? try await world.lead("anna@firm.example") : try await world.running()
        if let action { try await world.act(action, lead) }
        let sends = Self.registration(world)
        let refusal = await #expect(throws: Refusal.self) {
            try await sends.register(Self.send("slc.2@northwind.example", lead))
        }
        #expect(refusal?.code == code)
        #expect(try await world.stage(lead) == stage)
        #expect(try await world.read { try $0.send(messageID: "slc.2@northwind.example") } == nil)
        #expect(try await sends.register(Self.send("slc.2@northwind.example", lead, isSent: true)).isNew)
    }

    @Test("an opt-out that only the list knows stops the lead, and stays though the mail is refused")
    func gateStops() async throws {
        let world = try await World()
        let anna = try await world.running()
        try await world.store.write(in: world.workspace, at: world.now) {
            _ = try $0.suppress(
                NewSuppression(.domain("firm.example", exceptions: []), reason: .manual, group: "g"))
        }
        let refusal = await #expect(throws: Refusal.self) {
            try await Self.registration(world).register(Self.send("slc.2@northwind.example", anna))
        }
        #expect(refusal?.code == .suppressed)
        #expect(try await world.stage(anna) == .canceled)
    }

    @Test("a paused step is an error of the lead")
    func pausedStep() async throws {
        let world = try await World()
        let anna = try await world.running()
        try await world.store.write(in: world.workspace, at: world.now) { transaction in
            let spring = try #require(try transaction.campaign(named: "Spring")).id
            try transaction.setPaused(true, step: try transaction.steps(of: spring)[1].id)
        }
        // A fault of the step counts when the step is due.
        world.set("2026-03-09T09:00:00Z")
        let refusal = await #expect(throws: Refusal.self) {
            try await Self.registration(world).register(Self.send("slc.2@northwind.example", anna))
        }
        #expect(refusal?.code == .preconditionNotMet)
        #expect(try await world.state(anna).error?.code == .noVariationsFound)
    }

    @Test("a Message-ID belongs to one lead; mailbox and step have to exist")
    func checksReferences() async throws {
        let world = try await World()
        let (anna, bob) = (try await world.running(), try await world.lead("bob@firm.example"))
        let sends = Self.registration(world)
        await #expect(throws: StoreError.alreadyExists("this message_id")) {
            try await sends.register(Self.send("slc.1@northwind.example", bob, isSent: true))
        }
        await #expect(throws: StoreError.notFound("step 9")) {
            try await sends.register(Self.send("slc.2@northwind.example", anna, step: 9))
        }
        var elsewhere = Self.send("slc.2@northwind.example", anna)
        elsewhere.mailbox = "eve@else.example"
        await #expect(throws: StoreError.notFound("mailbox")) { try await sends.register(elsewhere) }
    }

    @Test(
        "a send that failed counts as not done: its step is open again, also the last one", arguments: [2, 3])
    func failedSend(_ step: Int) async throws {
        let world = try await World()
        let anna = try await world.running()
        if step == 3 {
            try await world.send(
                "slc.2@northwind.example", to: "anna@firm.example", step: 2, at: "2026-03-02T08:30:00Z")
        }
        let before = try await world.state(anna).position
        let sends = Self.registration(world)
        let (send, _) = try await sends.register(Self.send("slc.x@northwind.example", anna, step: step))
        #expect(try await world.stage(anna) == (step == 3 ? .completed : .running))
        let reported = try await sends.report(.failed(.smtpFailed), on: send.id)
        #expect(reported.result == "failed" && reported.error == "smtp_failed")
        let state = try await world.state(anna)
        #expect(state.stage == .hasErrors && state.error?.code == .smtpFailed)
        #expect(state.position.step == before.step && state.position.lastStep == before.lastStep)
        // Again changes nothing; another result of the same try is refused.
        _ = try await sends.report(.failed(.smtpFailed), on: send.id)
        #expect(try await world.state(anna) == state)
        await #expect(throws: Refusal.self) { try await sends.report(.sent, on: send.id) }
    }
}
