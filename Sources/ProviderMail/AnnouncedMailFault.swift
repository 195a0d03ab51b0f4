/// Why a mail that a provider only announced could not be fetched: where, what, and what to do next. No key and no text
/// of a message.
public struct AnnouncedMailFault: Error, Sendable, CustomStringConvertible {
    public enum Reason: Sendable {
        /// The HTTP status, and what the key has to be good for.
        case keyRefused(Int, needed: String)
        /// Not yet, or no longer.
        case notThere
        /// Where the bucket is, if that was told.
        case otherRegion(String?)
        /// SES encrypted it before it was stored.
        case encrypted
        /// The limit in bytes.
        case tooLarge(Int)
        /// A name in the notification that nothing can be asked for by.
        case unusable(String)
        case provider(ProviderFault)
    }

    /// Such as `Resend` or `Amazon S3`.
    public let place: String
    public let reason: Reason

    init(place: String, _ reason: Reason) {
        self.place = place
        self.reason = reason
    }

    /// All mail of this endpoint will fail like this, until the operator has changed something.
    public var isOfSettings: Bool {
        switch reason {
        case .keyRefused, .otherRegion, .encrypted: true
        case .tooLarge, .unusable, .notThere, .provider: false
        }
    }

    /// Asking again by itself changes nothing.
    public var isLasting: Bool {
        switch reason {
        case .tooLarge, .unusable: true
        default: isOfSettings
        }
    }

    public var description: String {
        switch reason {
        case .keyRefused(let status, let needed):
            "\(place): the key was refused (\(status)); set one that \(needed)"
        case .notThere: "\(place): the mail is not there, or no longer; it is asked for again"
        case .otherRegion(let region):
            "\(place): the bucket is in another region\(region.map { ", \($0)" } ?? ""); set that one"
        case .encrypted:
            "\(place): the mail is encrypted with a key of KMS; turn message encryption off in the receipt rule"
        case .tooLarge(let limit):
            "\(place): the mail is longer than \(limit) bytes; it stays there, read it there"
        case .unusable(let what):
            "\(place): the notification has a \(what) that cannot be asked for; read the mail there"
        case .provider(let fault): fault.description
        }
    }
}
