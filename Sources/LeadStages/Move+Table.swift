extension Move {
    /// The whole table, in the order of its rows and stages.
    public static let table: [Move] = rows.flatMap { row, cells in
        cells.flatMap { cell in
            cell.from.map {
                Move(
                    row: row, from: $0, result: cell.result, requires: cell.requires, badge: cell.badge,
                    note: cell.note)
            }
        }
    }

    /// Nil: nothing changes.
    public static func find(_ row: MoveRow, from stage: Stage) -> Move? {
        index[Key(row: row, stage: stage)]
    }

    private struct Key: Hashable {
        let row: MoveRow
        let stage: Stage
    }

    private static let index = Dictionary(
        table.map { (Key(row: $0.row, stage: $0.from), $0) }, uniquingKeysWith: { first, _ in first })

    private struct Cell {
        let from: [Stage]
        let result: Result
        var requires: [Requirement] = []
        var badge: EnrollmentState.Badge?
        var note: Character?

        init(
            _ from: [Stage], _ result: Result, requires: [Requirement] = [],
            badge: EnrollmentState.Badge? = nil, note: Character? = nil
        ) {
            self.from = from
            self.result = result
            self.requires = requires
            self.badge = badge
            self.note = note
        }
    }

    private static let open: [Stage] = [.notStarted, .starting, .running, .outOfOffice, .hasErrors]
    private static let everyStage = Stage.allCases
    private static let notUnsubscribed = Stage.allCases.filter { $0 != .unsubscribed }

    private static let rows: [(MoveRow, [Cell])] = starting + sending + answers + failures + byHand

    private static let starting: [(MoveRow, [Cell])] = [
        (
            .startRequested,
            [
                Cell([.notStarted], .stays),
                Cell([.outOfOffice, .replied, .canceled, .completed, .hasErrors], .refused(.useResume)),
                Cell([.unsubscribed], .refused(.suppressed)),
                Cell([.bounced], .refused(.addressInvalid)),
            ]
        ),
        (.tick, [Cell([.notStarted], .to(.starting))]),
        (.preflightPassed, [Cell([.starting], .to(.running))]),
        (.addressInvalidAtGate, [Cell([.starting, .running, .outOfOffice], .error(.emailWillBounce))]),
        (.preflightOrSendError, [Cell([.starting, .running], .error(nil))]),
        (
            .outOfOfficeElapsed,
            [Cell([.outOfOffice], .to(.running), note: "q")]
        ),
        (.gateErrorAtTimer, [Cell([.outOfOffice], .error(nil), note: "q")]),
    ]

    private static let sending: [(MoveRow, [Cell])] = [
        // The design's table has no row for it: an outside sender's mail is the start of such an enrollment.
        (.importedSend, [Cell([.notStarted], .to(.running))]),
        (.lastStepExecuted, [Cell([.running], .to(.completed))]),
        (
            .openStepRemoved,
            [Cell([.starting, .running], .error(.stepMissing)), Cell([.outOfOffice], .stays)]
        ),
        (
            .refusedByPolicy,
            [Cell([.starting, .running], .error(.rejectedByServer)), Cell([.outOfOffice], .stays)]
        ),
    ]

    private static let answers: [(MoveRow, [Cell])] = [
        (
            .humanReply,
            [
                Cell([.notStarted], .stays, note: "a"),
                Cell([.starting, .running, .completed, .hasErrors], .to(.replied)),
                Cell([.outOfOffice], .to(.replied), note: "b"),
                Cell([.replied], .stays, note: "c"),
                Cell([.unsubscribed], .stays, note: "d"),
                Cell([.bounced], .to(.replied), note: "e"),
                Cell([.canceled], .to(.replied), note: "v"),
            ]
        ),
        (
            .continuingReply,
            [
                Cell([.notStarted], .stays, note: "a"),
                Cell([.starting, .running, .outOfOffice, .hasErrors], .stays, badge: .replied),
                Cell([.replied], .stays, note: "c"),
                Cell([.unsubscribed], .stays, note: "d"),
                Cell([.bounced], .to(.replied), note: "e"),
                Cell([.canceled], .to(.replied), note: "v"),
                Cell([.completed], .to(.replied)),
            ]
        ),
        (
            .outOfOffice,
            [
                Cell([.starting, .running], .to(.outOfOffice)),
                Cell([.outOfOffice], .stays, note: "g"),
                Cell([.replied], .stays, note: "h"),
                Cell([.bounced], .stays, badge: .bouncedButAnswers, note: "i"),
                Cell([.hasErrors], .stays, note: "j"),
            ]
        ),
        (
            .leftCompany,
            [
                Cell([.starting, .running, .outOfOffice, .hasErrors], .to(.canceled)),
                Cell([.notStarted, .replied, .bounced, .completed], .stays, note: "k"),
            ]
        ),
        (
            .stoppingAutoReply,
            [Cell([.starting, .running, .outOfOffice, .hasErrors], .to(.canceled))]
        ),
        (.unsubscribed, [Cell(notUnsubscribed, .to(.unsubscribed))]),
        (.complaint, [Cell(notUnsubscribed, .to(.unsubscribed))]),
        (
            .unsubscribedElsewhere,
            [
                Cell(open, .to(.unsubscribed), note: "l"),
                Cell([.replied, .bounced, .canceled, .completed], .stays, badge: .unsubscribedElsewhere),
            ]
        ),
    ]

    private static let failures: [(MoveRow, [Cell])] = [
        (
            .hardBounce,
            [
                Cell([.starting, .running, .outOfOffice, .hasErrors], .to(.bounced)),
                Cell([.replied], .stays, badge: .bouncedAfterReply, note: "m"),
                Cell([.completed], .to(.bounced), note: "n"),
            ]
        ),
        (
            .softBounceAtLimit,
            [Cell([.starting, .running, .outOfOffice, .hasErrors], .to(.bounced))]
        ),
    ]

    private static let byHand: [(MoveRow, [Cell])] = [
        (
            .canceled,
            [
                Cell(open, .to(.canceled)),
                Cell([.replied, .completed], .refused(.alreadyStopped), note: "o"),
                Cell([.unsubscribed, .bounced], .refused(.alreadyStopped)),
            ]
        ),
        (.canceledByRule, [Cell(open, .to(.canceled))]),
        (
            .doNotContactMatched,
            [
                Cell(open, .to(.canceled), note: "p"),
                Cell([.replied], .stays, badge: .doNotContact),
            ]
        ),
        (
            .resumed,
            [
                Cell([.notStarted], .refused(.useStart)),
                Cell([.outOfOffice], .to(.starting)),
                Cell(
                    [.replied, .canceled], .to(.starting), requires: [.notSuppressed, .stepLeft, .confirmed],
                    note: "r"),
                Cell(
                    [.unsubscribed], .to(.starting), requires: [.notSuppressed, .stepLeft, .confirmed],
                    note: "s"),
                Cell(
                    [.bounced], .to(.starting),
                    requires: [.notSuppressed, .addressRepaired, .stepLeft, .confirmed]),
                Cell([.completed], .to(.starting), requires: [.notSuppressed, .stepLeft]),
                Cell([.hasErrors], .to(.starting), requires: [.notSuppressed, .errorAllows]),
            ]
        ),
        (
            .paused,
            [
                Cell([.notStarted], .refused(.notStarted)),
                Cell([.starting, .running], .to(.outOfOffice)),
                Cell([.outOfOffice], .stays),
                Cell(
                    [.replied, .unsubscribed, .bounced, .canceled, .completed], .refused(.alreadyStopped)),
                Cell([.hasErrors], .stays),
            ]
        ),
        (
            .markedReplied,
            [
                Cell([.notStarted], .refused(.notStarted)),
                Cell(
                    [.starting, .running, .outOfOffice, .bounced, .canceled, .completed, .hasErrors],
                    .to(.replied)),
                Cell([.replied, .unsubscribed], .refused(.alreadyStopped)),
            ]
        ),
        (.connectionAcceptedWhileWaiting, [Cell([.hasErrors], .to(.starting))]),
        (.connectionAcceptedWhileHeld, [Cell([.hasErrors], .to(.outOfOffice))]),
        (.deleted, [Cell(everyStage, .gone, note: "t")]),
        (.doNotContactRemoved, [Cell([.unsubscribed], .stays, note: "u")]),
    ]
}
