import Foundation
import LeadStages

/// An error in words: where, what, and what to do next.
enum FailureText {
    static func describe(_ error: any Error) -> String {
        switch error {
        case let refusal as Refusal: "\(refusal.message) [\(refusal.code.rawValue)]"
        case let foundation as CocoaError: foundation.localizedDescription
        case let foundation as POSIXError: foundation.localizedDescription
        case let readable as any CustomStringConvertible & Error: readable.description
        default: "\(error)"
        }
    }

    static func system(_ number: Int32) -> String { String(cString: strerror(number)) }
}
