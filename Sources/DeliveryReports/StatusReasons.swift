/// What a code means when no words say more (RFC 3463 §3, RFC 5321 §4.2.3 and the registry of enhanced status codes).
/// The words of the report, where they say something, overrule it: many servers send a code that does not fit.
enum StatusReasons {
    static func reason(status: EnhancedStatusCode?, smtpReply: String?, action: ReportedRecipient.Action)
        -> Reason
    {
        switch action {
        case .delivered, .relayed, .expanded: return .delivered
        case .failed, .delayed: break
        }
        if let status, !status.saysClassOnly, let reason = reason(of: status) { return reason }
        if let smtpReply, let reason = replies[smtpReply] { return reason }
        // A delay, or a temporary cause that was given up on: time ran out.
        if action == .delayed { return .expired }
        if status?.class == .persistentTransientFailure, smtpReply == nil { return .expired }
        return .undefined
    }

    private static func reason(of code: EnhancedStatusCode) -> Reason? {
        let key = code.subject * 1_000 + code.detail
        if code.class == .persistentTransientFailure, let reason = transient[key] { return reason }
        return both[key] ?? subjects[code.subject]
    }

    private static let subjects: [Int: Reason] = [
        3: .systemerror, 4: .networkerror, 5: .syntaxerror, 6: .contenterror, 7: .policyviolation,
    ]

    /// Where 4.x.y means another thing than 5.x.y. Key: subject * 1000 + detail.
    private static let transient: [Int: Reason] = [
        1_008: .rejected, 2_001: .suspend, 4_001: .expired, 4_004: .networkerror, 4_005: .systemfull,
        7_001: .blocked, 7_500: .ratelimited,
    ]

    private static let both: [Int: Reason] = [
        1_000: .userunknown, 1_001: .userunknown, 1_002: .hostunknown, 1_003: .userunknown, 1_004: .filtered,
        1_005: .delivered, 1_006: .hasmoved, 1_007: .rejected, 1_008: .rejected, 1_009: .systemerror,
        1_010: .notaccept, 1_020: .notcompliantrfc, 1_090: .senderlimit,
        2_000: .filtered, 2_001: .suspend, 2_002: .mailboxfull, 2_003: .emailtoolarge, 2_004: .filtered,
        2_121: .ratelimited, 2_122: .ratelimited,
        3_001: .systemfull, 3_002: .notaccept, 3_004: .emailtoolarge,
        4_003: .systemerror, 4_004: .hostunknown, 4_005: .ratelimited, 4_007: .expired, 4_300: .expired,
        4_310: .hostunknown, 4_002: .networkerror, 4_006: .networkerror, 4_009: .networkerror,
        4_014: .networkerror, 4_312: .networkerror, 4_316: .expired, 4_317: .failedstarttls,
        5_000: .mailererror, 5_003: .ratelimited, 5_006: .notaccept,
        6_007: .contenterror,
        7_000: .securityerror, 7_007: .contenterror, 7_008: .securityerror, 7_009: .securityerror,
        7_010: .failedstarttls, 7_011: .failedstarttls, 7_014: .securityerror, 7_017: .hasmoved,
        7_018: .hasmoved, 7_020: .authfailure, 7_021: .authfailure, 7_022: .authfailure, 7_023: .authfailure,
        7_024: .authfailure, 7_025: .requireptr, 7_026: .authfailure, 7_027: .notcompliantrfc,
        7_028: .ratelimited, 7_029: .authfailure, 7_030: .failedstarttls, 7_509: .authfailure,
        7_012: .rejected, 7_013: .suspend, 7_057: .securityerror, 7_064: .norelaying,
        7_124: .rejected, 7_129: .rejected, 7_133: .rejected, 7_134: .rejected, 7_136: .rejected,
        7_501: .blocked, 7_502: .blocked, 7_503: .blocked, 7_506: .blocked, 7_508: .ratelimited,
        7_511: .blocked, 7_513: .blocked, 7_515: .authfailure, 7_606: .blocked, 7_703: .blocked,
        7_705: .senderlimit, 7_706: .blocked, 7_707: .blocked, 7_708: .badreputation, 7_750: .senderlimit,
    ]

    /// 550 and 554 are used for everything and are not here.
    private static let replies: [String: Reason] = [
        "421": .networkerror, "422": .mailboxfull, "431": .systemfull, "432": .notaccept,
        "441": .networkerror,
        "442": .networkerror, "446": .networkerror, "447": .expired, "452": .mailboxfull,
        "500": .syntaxerror, "501": .syntaxerror, "502": .syntaxerror, "503": .syntaxerror,
        "504": .syntaxerror,
        "521": .notaccept, "523": .emailtoolarge, "530": .securityerror, "535": .securityerror,
        "551": .hasmoved, "552": .mailboxfull, "556": .notaccept,
    ]
}
