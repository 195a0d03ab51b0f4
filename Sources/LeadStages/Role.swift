/// Who acts on a lead.
public enum Role: Hashable, Sendable {
    case viewer
    case member
    /// Of the campaign.
    case owner
    case admin
    case token(scopes: Set<TokenScope>)
    /// Timers, the tick and rules.
    case system

    public enum TokenScope: String, CaseIterable, Hashable, Sendable, Codable {
        case read, write, erase
    }

    /// What the table of rights tells apart.
    public enum Permission: String, CaseIterable, Hashable, Sendable {
        case see
        case start
        case pause
        /// Out of Office, Has Errors, Completed.
        case resume
        /// Replied, Canceled, Bounced.
        case resumeStopped = "resume_stopped"
        /// After the entry was removed.
        case resumeUnsubscribed = "resume_unsubscribed"
        case cancel
        case unsubscribe
        case markReplied = "mark_replied"
        case changeAddress = "change_address"
        case clearInvalid = "clear_invalid"
        case reclassify
        /// A correction that takes an opt-out back.
        case undoOptOut = "undo_opt_out"
        case removeSuppression = "remove_suppression"
        case delete
        case applyReplay = "apply_replay"
    }

    public func may(_ permission: Permission) -> Bool {
        switch self {
        case .viewer: permission == .see
        case .member: Self.memberRights.contains(permission)
        case .owner: Self.memberRights.contains(permission) || permission == .delete
        case .admin: true
        case .token(let scopes): may(permission, scopes)
        case .system: Self.systemRights.contains(permission)
        }
    }

    /// A reason has to be typed.
    public func needsReason(for permission: Permission) -> Bool {
        switch (permission, self) {
        case (.removeSuppression, _), (.undoOptOut, _), (.markReplied, _): true
        case (.clearInvalid, .member), (.clearInvalid, .token), (.resumeStopped, .token): true
        default: false
        }
    }

    private func may(_ permission: Permission, _ scopes: Set<TokenScope>) -> Bool {
        switch permission {
        case .see: scopes.contains(.read)
        case .delete: scopes.contains(.erase)
        case .removeSuppression, .resumeUnsubscribed, .undoOptOut, .applyReplay: false
        default: scopes.contains(.write)
        }
    }

    private static let memberRights: Set<Permission> = [
        .see, .start, .pause, .resume, .resumeStopped, .cancel, .unsubscribe, .markReplied,
        .changeAddress,
        .clearInvalid, .reclassify,
    ]

    private static let systemRights: Set<Permission> = [
        .start, .pause, .resume, .cancel, .unsubscribe, .clearInvalid,
    ]
}
