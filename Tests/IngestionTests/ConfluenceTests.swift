import CalendarTime
import Foundation
import Intake
import LeadStages
import MailFormat
import Store
import Testing

@testable import Ingestion

/// Every order in which the same mails are taken in, one transaction each, gives the same stage.
struct ConfluenceTests {
    /// What arrives; the number is the minute in which it was received.
    enum Arrival: String, CaseIterable {
        case absence, reply, softBounce, optOut, delayed, duplicate, hardBounce, leftCompany, ticket

        func mail(_ address: String, _ id: String) -> TestMail {
            let minute = Self.allCases.firstIndex(of: self) ?? 0
            let time = "2026-03-04T09:0\(minute):00Z"
            let about = "\(id)@northwind.example"
            func person(_ name: String, _ verdict: String) -> TestMail {
                TestMail("\(name).\(id)", verdict, from: address, at: time, about: about)
            }
            func report(_ verdict: String) -> TestMail {
                .report("\(rawValue).\(id)", verdict, about: about, at: time)
            }
            return switch self {
            case .absence: person("absence", "kind=out_of_office")
            case .reply: person("reply", "kind=reply; intent=interested")
            case .softBounce: report("kind=bounce; failed=\(address) 4.2.2 mailboxfull")
            case .optOut: person("opt-out", "kind=unsubscribe; optout=1")
            case .delayed: report("kind=delay; delayed=\(address) 4.4.1")
            // The reply by another way: other bytes, the same message.
            case .duplicate:
                TestMail(
                    "reply.\(id)", "kind=reply; intent=interested", from: address, at: time, about: about,
                    header: "Received: by another way\r\n")
            case .hardBounce: report("kind=bounce; failed=\(address) 5.1.1 userunknown")
            case .leftCompany: person("left", "kind=auto_reply; subkind=left_company")
            case .ticket: person("ticket", "kind=auto_reply; subkind=ack")
            }
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let arrivals: [Arrival]
        let stage: Stage
        /// Of the lead's other campaign.
        let other: Stage
        /// Taken by a person between the third mail and the fourth.
        var action: LeadAction?

        var testDescription: String {
            arrivals.map(\.rawValue).joined(separator: " ") + (action == nil ? "" : " and a person")
        }
    }

    static let cases: [Case] = [
        Case(  // scenario 22
            // The reply had canceled the other campaign when the opt-out came: there it is a badge.
            arrivals: [.absence, .reply, .softBounce, .optOut, .delayed, .duplicate], stage: .unsubscribed,
            other: .canceled),
        Case(
            arrivals: [.absence, .reply, .softBounce, .delayed, .hardBounce, .ticket], stage: .replied,
            other: .canceled),
        Case(
            arrivals: [.absence, .reply, .softBounce, .optOut, .delayed, .ticket], stage: .unsubscribed,
            other: .canceled, action: .cancel),
        Case(
            arrivals: [.absence, .reply, .softBounce, .delayed, .duplicate], stage: .replied, other: .canceled
        ),
        Case(arrivals: [.absence, .softBounce, .delayed, .ticket], stage: .outOfOffice, other: .outOfOffice),
        Case(arrivals: [.absence, .leftCompany, .ticket, .softBounce], stage: .canceled, other: .canceled),
        Case(arrivals: [.reply, .hardBounce, .absence, .delayed], stage: .replied, other: .canceled),
        Case(
            arrivals: [.hardBounce, .absence, .optOut, .ticket], stage: .unsubscribed, other: .unsubscribed),
        Case(
            arrivals: [.absence, .reply, .softBounce, .optOut], stage: .unsubscribed, other: .canceled,
            action: .cancel),
        Case(
            arrivals: [.absence, .softBounce, .delayed, .ticket, .duplicate], stage: .replied,
            other: .canceled,
            action: .cancel),
        Case(
            arrivals: [.absence, .softBounce, .delayed, .ticket], stage: .canceled, other: .outOfOffice,
            action: .cancel),
    ]

    @Test("all orders give one stage", arguments: cases)
    func isConfluent(_ testCase: Case) async throws {
        let world = try await World("2026-03-05T12:00:00Z")
        let orders = Self.permutations(testCase.arrivals)
        #expect(orders.count == (1...testCase.arrivals.count).reduce(1, *))
        let lanes = try await world.lanes(orders.count)
        for (order, lane) in zip(orders, lanes) {
            for (position, arrival) in order.enumerated() {
                if position == 3, let action = testCase.action {
                    _ = try await world.act(action, lane.enrollment, by: World.member)
                }
                // A second mail is sent, whatever came before it.
                if position == 2 { try await world.secondSend(lane) }
                try await world.take(arrival.mail(lane.address, lane.id))
            }
        }
        var found: [[Stage]: Int] = [:]
        for stages in try await world.stages(lanes) { found[stages, default: 0] += 1 }
        #expect(found == [[testCase.stage, testCase.other]: orders.count])
        #expect(try await world.read { try $0.waitingDeliveryCount() } == orders.flatMap { $0 }.count)
    }

    static func permutations<T>(_ items: [T]) -> [[T]] {
        guard items.count > 1 else { return [items] }
        return items.indices.flatMap { index in
            var rest = items
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }
}

/// A lead of its own for one order.
struct Lane: Sendable {
    let address: String
    let id: String
    let enrollment: RowID<Enrollment>
    let other: RowID<Enrollment>
}

extension World {
    /// Leads in both campaigns, each with its first mail, made in one transaction.
    func lanes(_ count: Int) async throws -> [Lane] {
        try await store.write(in: workspace, at: now) { transaction in
            let spring = try #require(try transaction.campaign(named: "Spring")).id
            let autumn = try #require(try transaction.campaign(named: "Autumn")).id
            let mailbox = try #require(try transaction.mailbox(World.mia)).id
            return try (0..<count).map { number in
                let address = "lead\(number)@firm\(number).example"
                guard
                    case .enrolled(let enrollment) = try transaction.addLead(
                        NewLead(address: address), to: spring),
                    let lead = try transaction.lead(address: address),
                    case .enrolled(let other) = try transaction.enroll(lead, in: autumn)
                else { throw StoreError.notFound("enrollment") }
                let lane = Lane(address: address, id: "slc.\(number)", enrollment: enrollment, other: other)
                for (target, id) in [(enrollment, lane.id), (other, lane.id + ".other")] {
                    try Self.register(transaction, id, target, lead, mailbox, address, "2026-03-02T08:00:00Z")
                }
                return lane
            }
        }
    }

    func secondSend(_ lane: Lane) async throws {
        try await store.write(in: workspace, at: now) { transaction in
            let mailbox = try #require(try transaction.mailbox(World.mia)).id
            let lead = try #require(try transaction.lead(address: lane.address))
            try Self.register(
                transaction, lane.id + ".second", lane.enrollment, lead, mailbox, lane.address,
                "2026-03-03T08:00:00Z")
        }
    }

    private static func register(
        _ transaction: StoreTransaction, _ id: String, _ enrollment: RowID<Enrollment>, _ lead: RowID<Lead>,
        _ mailbox: RowID<MailboxAccount>, _ address: String, _ time: String
    ) throws {
        let at = World.at(time)
        let send = try transaction.insertSend(
            NewSend(
                mailbox: mailbox, enrollment: enrollment, lead: lead, step: "1", recipient: address,
                messageID: "\(id)@northwind.example", sentAt: at))
        let event = StageEvent(
            key: "send:\(id)", at: at, origin: .system,
            kind: .stepSent(
                .init(step: "1", send: try #require(send).description, nextStep: "2", isImported: true)))
        try transaction.appendEvents([event], to: enrollment)
    }

    func stages(_ lanes: [Lane]) async throws -> [[Stage]] {
        try await read { transaction in
            try lanes.map { lane in
                try [lane.enrollment, lane.other].map {
                    try #require(try transaction.enrollment($0)).state.stage
                }
            }
        }
    }
}
