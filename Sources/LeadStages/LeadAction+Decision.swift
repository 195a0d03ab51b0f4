import CalendarTime

extension LeadAction {
    /// Rights first, then the gates, then the table of moves. What the table leaves unchanged is accepted and logged, so
    /// that an event which comes late can still be put before it.
    public func decide(on state: EnrollmentState, _ context: ActionContext) -> LeadDecision {
        if let refusal = refusalByRight(state, context) { return .refused(refusal) }
        if state.isDeleted { return .refused(Refusal(.gone)) }
        if let refusal = refusalByGate(state, context) { return .refused(refusal) }
        switch self {
        case .reclassify(let request): return request.decision(context)
        case .removeSuppression(let entry, let consent): return Self.remove(entry, consent, context)
        default: break
        }
        guard let kind = kind(on: state, context) else { return .refused(Refusal(.notFound)) }
        let event = context.event(kind)
        if case .refused(let code) = state.resolve(event) {
            return .refused(Refusal(code, message(code, state)))
        }
        return .accepted([event], effects: effects(state, context))
    }

    /// Which right the action takes in this state.
    public func permission(in state: EnrollmentState) -> Role.Permission {
        switch self {
        case .start: .start
        case .cancel: .cancel
        case .pause: .pause
        case .resume:
            switch state.stage {
            case .replied, .canceled, .bounced: .resumeStopped
            case .unsubscribed: .resumeUnsubscribed
            default: .resume
            }
        case .unsubscribe: .unsubscribe
        case .markReplied: .markReplied
        case .clearInvalid: .clearInvalid
        case .changeAddress: .changeAddress
        case .reclassify(let request): request.undoesOptOut ? .undoOptOut : .reclassify
        case .removeSuppression: .removeSuppression
        case .delete: .delete
        }
    }

    private func refusalByRight(_ state: EnrollmentState, _ context: ActionContext) -> Refusal? {
        let permission = permission(in: state)
        guard context.role.may(permission) else { return Refusal(.forbidden) }
        let isTyped = !(context.reason?.isBlank ?? true)
        return context.role.needsReason(for: permission) && !isTyped ? Refusal(.reasonRequired) : nil
    }

    private func refusalByGate(_ state: EnrollmentState, _ context: ActionContext) -> Refusal? {
        let gates = context.gates
        switch self {
        case .start where state.stage == .notStarted:
            // A known invalid address is let through: the pre-flight gives it error 1, "This email will bounce."
            return gates.suppressions.isEmpty ? nil : Refusal(.suppressed)
        case .resume(let request):
            if let date = request.notBefore, date < context.now { return Refusal(.dateInPast) }
            return refusalToResume(state, gates)
        case .pause(let until): return until <= context.now ? Refusal(.dateInPast) : nil
        case .changeAddress(let address):
            return EmailAddressKey(address).isAddress ? nil : Refusal(.notFound, "That is no address.")
        default: return nil
        }
    }

    /// Has Errors is let through with an invalid address: it is checked again, and gets the same error at once.
    private func refusalToResume(_ state: EnrollmentState, _ gates: Gates) -> Refusal? {
        guard state.stage != .notStarted, state.stage != .starting, state.stage != .running else {
            return nil
        }
        if !gates.suppressions.isEmpty { return Refusal(.suppressed) }
        guard gates.address == .invalid, state.stage != .hasErrors, state.stage != .outOfOffice else {
            return nil
        }
        return Refusal(.addressInvalid)
    }

    private func kind(on state: EnrollmentState, _ context: ActionContext) -> StageEvent.Kind? {
        switch self {
        case .start: .startRequested
        case .cancel: .canceled
        case .resume(let request):
            .resumed(
                StageEvent.Resume(
                    confirmed: request.confirmed, notBefore: request.notBefore,
                    nextStep: request.step ?? context.nextStep?.step,
                    waitSeconds: context.nextStep?.wait ?? 0,
                    isPreconditionMet: state.error?.code == .stepMissing
                        ? request.step != nil : context.isPreconditionMet))
        case .pause(let until): .paused(until: until)
        case .unsubscribe: .unsubscribed(.here, by: .manual)
        case .markReplied: .markedReplied
        case .clearInvalid: .addressCleared
        case .changeAddress: .addressChanged
        case .delete: .deleted
        case .reclassify, .removeSuppression: nil
        }
    }

    private func effects(_ state: EnrollmentState, _ context: ActionContext) -> [LeadEffect] {
        switch self {
        case .unsubscribe: return [.suppress(.manual)]
        case .clearInvalid:
            return [
                .addressEvent(AddressEvent(key: context.key, at: context.now, origin: .human, kind: .cleared))
            ]
        case .changeAddress(let address): return [.setAddress(address)]
        case .resume:
            guard state.stage == .hasErrors, let hold = state.holdUntil, hold > context.now else { return [] }
            return [.warnsOfAbsence(until: hold)]
        default: return []
        }
    }

    private func message(_ code: Refusal.Code, _ state: EnrollmentState) -> String? {
        guard let error = state.error, code == .preconditionNotMet else { return nil }
        return error.message
    }

    private static func remove(
        _ entry: Suppression, _ consent: String?, _ context: ActionContext
    ) -> LeadDecision {
        switch entry.removing(
            by: context.actor, role: context.role, reason: context.reason ?? "", consentEvidence: consent,
            at: context.now)
        {
        case .failure(let refusal): return .refused(refusal)
        case .success(let removed):
            // The lead is free only when no entry is left.
            let events = context.otherSuppressions == 0 ? [context.event(.doNotContactRemoved)] : []
            return .accepted(events, effects: [.updateSuppression(removed)])
        }
    }
}

extension LeadAction.ReclassificationRequest {
    fileprivate func decision(_ context: ActionContext) -> LeadDecision {
        .accepted(
            [context.event(.withdrawn(keys: withdraws.sorted()), messageID: messageID)] + appends, effects: []
        )
    }
}

extension ActionContext {
    fileprivate func event(_ kind: StageEvent.Kind, messageID: String? = nil) -> StageEvent {
        StageEvent(
            key: key, at: now, origin: role == .system ? .system : .human, kind: kind, actor: actor,
            messageID: messageID, cause: reason)
    }
}
