import Testing
@testable import LeadStages
@Test("stage names") func names() { #expect(Stage.allCases.count == 10) }
