import Testing

@testable import MailFormat

@Test("field names are compared without case")
func fieldNamesIgnoreCase() {
    #expect(FieldName("SUBJECT") == .subject)
    #expect(("X-Own" as FieldName) == "x-OWN")
    #expect(("X-Own" as FieldName) != .other)
}
