import CalendarTime
import LeadStages

/// Rows that stand for the end of a page in a filter's `after`: they hold what orders the list and nothing
/// else. The row that was there may be gone since, or may have moved; the next page still begins where the
/// last one ended.
extension EnrollmentRow {
    public init(endOfPage lead: RowID<Lead>, due: Instant? = nil) {
        id = RowID(0)
        self.lead = lead
        name = ""
        address = ""
        stage = .notStarted
        since = due ?? Instant(microseconds: 0)
        reasonKey = nil
        isQueued = false
        step = nil
        lastStepAt = nil
        nextDue = due
        outUntil = nil
        error = nil
    }
}

extension Opportunity {
    public init(endOfPage id: RowID<Opportunity>, at lastMessage: Instant) {
        self.id = id
        lead = RowID(0)
        thread = ""
        enrollment = nil
        campaign = nil
        mailbox = nil
        state = .open
        isUnread = false
        category = ""
        subject = ""
        assignee = nil
        snoozeUntil = nil
        banner = nil
        lastMessageAt = lastMessage
        leadName = ""
        leadAddress = ""
    }
}
