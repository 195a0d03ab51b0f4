import CalendarTime
import Foundation

/// A story of leads that come to all ten stages, told by events only: `fixtures/demo/story.json`.
struct DemoStory: Decodable {
    struct Workspace: Decodable {
        let name: String
        let ownDomains: [String]
        let trustedAuthserv: [String]
    }

    struct Mailbox: Decodable {
        let address: String
    }

    struct Campaign: Decodable {
        struct Step: Decodable {
            let step: String
            let kind: String
            let waitDays: Int
        }

        let campaign: String
        let name: String
        let timeZone: String
        let outOfOfficeDays: Int
        let steps: [Step]
    }

    struct Entry: Decodable {
        let at: String
        let action: String
        let campaign: String?
        let leads: [String]?
        let by: String?
        let file: String?
        let mailbox: String?
        let about: String?
        /// Of `expect`: stage by campaign and lead.
        let stages: [String: [String: String]]?

        enum CodingKeys: String, CodingKey {
            case at, campaign, leads, by, file, mailbox, about, stages
            case action = "do"
        }
    }

    struct Expectation: Decodable {
        let stage: String
        let error: String?
        let errorText: String?
    }

    let format: Int
    let workspace: Workspace
    let mailboxes: [Mailbox]
    let campaigns: [Campaign]
    let leads: String
    let sends: String
    let timeline: [Entry]
    let end: String
    let expected: [String: [String: Expectation]]
    let expectedDoNotContact: [String]
    let expectedOpportunities: [String: [String: String]]

    static let knownFormat = 1

    init(folder: String) throws {
        let path = folder + "/story.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path): cannot read the story; give its folder with --story DIR")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do { self = try decoder.decode(DemoStory.self, from: data) } catch {
            throw CommandFailure("\(path): no story of this form (\(error)); see fixtures/README.md")
        }
        guard format == Self.knownFormat else {
            throw CommandFailure("\(path): format \(format); this version knows \(Self.knownFormat)")
        }
    }

    static func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(iso8601: text) else {
            throw CommandFailure("story: '\(text)' is no date")
        }
        return instant
    }
}

/// What the outside sender of the story sent, or could not send.
struct DemoSend: Decodable {
    let messageId: String?
    let lead: String
    let campaign: String
    let step: String
    let mailbox: String
    let sentAt: String
    let error: String?
}
