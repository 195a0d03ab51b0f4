/// How many UIDs a FETCH asks for and how many of them are in flight, by what the line and the server have shown.
struct PipelineControl {
    private(set) var depth: Int
    private(set) var windowUIDs: Int
    /// Milliseconds from a command that was sent into silence to the first octet of its answer; the least one seen.
    private(set) var roundTrip: Int?

    /// A window is meant to take between these times; so little is lost when the line breaks, and little is waited for.
    private static let pleasantMilliseconds = 500...5_000
    /// A window that takes so many round trips hides them; more than two in flight would only fill buffers.
    private static let patientRoundTrips = 20

    private let maximumDepth: Int

    init(_ traits: IMAPServerTraits) {
        let depths = IMAPServerTraits.pipelineDepths
        let sizes = IMAPServerTraits.windowSizes
        maximumDepth =
            traits.refusesPipelining
            ? 1 : min(max(traits.pipelineDepth, depths.lowerBound), depths.upperBound)
        depth = maximumDepth
        windowUIDs = min(max(traits.windowUIDs, sizes.lowerBound), sizes.upperBound)
    }

    mutating func answered(afterMilliseconds time: Int) {
        roundTrip = min(roundTrip ?? .max, max(0, time))
    }

    /// `milliseconds` from the end of the window before, or from sending.
    mutating func finishedWindow(ofUIDs count: Int, milliseconds: Int) {
        let sizes = IMAPServerTraits.windowSizes
        if milliseconds > Self.pleasantMilliseconds.upperBound {
            windowUIDs = max(sizes.lowerBound, windowUIDs / 2)
        } else if milliseconds < Self.pleasantMilliseconds.lowerBound, count >= windowUIDs {
            windowUIDs = min(sizes.upperBound, windowUIDs * 2)
        }
        guard depth > 1, let roundTrip else { return }
        depth = milliseconds > roundTrip * Self.patientRoundTrips ? min(2, maximumDepth) : maximumDepth
    }

    /// For the next visit to a server that broke off: less at a time.
    static func afterBreak(_ traits: inout IMAPServerTraits) {
        traits.pipelineDepth = max(IMAPServerTraits.pipelineDepths.lowerBound, traits.pipelineDepth / 2)
        traits.windowUIDs = max(IMAPServerTraits.windowSizes.lowerBound, traits.windowUIDs / 2)
    }

    /// For the next visit to a server that has done all it was asked.
    func afterSuccess(_ traits: inout IMAPServerTraits) {
        traits.windowUIDs = windowUIDs
        guard !traits.refusesPipelining else { return }
        traits.pipelineDepth = min(IMAPServerTraits.pipelineDepths.upperBound, traits.pipelineDepth + 1)
    }

    mutating func useOneAtATime() { depth = 1 }
}
