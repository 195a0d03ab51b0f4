/// Why an action is not done, with a sentence for people. The raw value of the code is the wire form.
public struct Refusal: Error, Hashable, Sendable {
    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String? = nil) {
        self.code = code
        self.message = message ?? code.message
    }

    public enum Code: String, CaseIterable, Hashable, Sendable, Codable {
        case alreadyStopped = "already_stopped"
        case alreadyEnrolled = "already_enrolled"
        case suppressed
        case addressInvalid = "address_invalid"
        case nothingToSend = "nothing_to_send"
        case preconditionNotMet = "precondition_not_met"
        case creditsExhausted = "credits_exhausted"
        case useStart = "use_start"
        case useResume = "use_resume"
        case notStarted = "not_started"
        case confirmationRequired = "confirmation_required"
        case reasonRequired = "reason_required"
        case consentRequired = "consent_required"
        case forbidden
        case notFound = "not_found"
        case gone
        case dateInPast = "date_in_past"

        public var message: String {
            switch self {
            case .alreadyStopped:
                "The lead has already stopped in this campaign; nothing more is sent to it."
            case .alreadyEnrolled: "The lead is in this campaign already."
            case .suppressed:
                "The lead is on the Do Not Contact list; an admin must remove that entry first."
            case .addressInvalid: "The address is marked invalid; clear that or change the address first."
            case .nothingToSend: "No step is left that this lead has not been through; add a step first."
            case .preconditionNotMet: "What the error waits for has not happened yet."
            case .creditsExhausted: "Can't send emails, no more reword credits to use."
            case .useStart: "The lead has not been started; use start."
            case .useResume: "The lead was started before; use resume."
            case .notStarted: "The lead has not been started; cancel it instead."
            case .confirmationRequired: "Confirm that the lead should go on in spite of what stopped it."
            case .reasonRequired: "Give a reason."
            case .consentRequired: "Name the evidence of the person's new consent."
            case .forbidden: "Your role does not allow this."
            case .notFound: "There is no such thing."
            case .gone: "The lead was deleted from this campaign."
            case .dateInPast: "The date lies in the past."
            }
        }
    }
}
