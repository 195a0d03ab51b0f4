extension WebServer {
    /// What people see, in the order of the menu.
    static let pages: [Route] =
        CampaignPages.routes + LeadPages.routes + BulkPages.routes + EnrollmentPages.routes
        + MessagePages.routes + OpportunityPages.routes + CardPages.routes + CampaignSettingsPages.routes
        + ReviewPages.routes + DoNotContactPages.routes + MailboxPages.routes + RulePages.routes
        + ReportPages.routes + SettingsPages.routes + ThemePages.routes + LivePages.routes
}
