import CalendarTime

/// One member of an object: key and value, null where there is none.
extension JSONText {
    mutating func field(_ name: StaticString, _ text: (some StringProtocol)?) {
        key(name)
        if let text { value(text) } else { null() }
    }

    mutating func field(_ name: StaticString, _ number: Int?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    mutating func field(_ name: StaticString, _ flag: Bool?) {
        key(name)
        if let flag { value(flag) } else { null() }
    }

    mutating func field(_ name: StaticString, _ number: Double?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    mutating func field(_ name: StaticString, _ instant: Instant?) { field(name, instant?.iso8601) }
    mutating func field(_ name: StaticString, _ date: CivilDate?) { field(name, date?.description) }

    mutating func field(_ name: StaticString, _ texts: [String]) {
        key(name)
        array(of: texts) { $0.value($1) }
    }

    mutating func field(_ name: StaticString, _ members: (inout JSONText) throws -> Void) rethrows {
        key(name)
        try object(members)
    }

    mutating func field<Element>(
        _ name: StaticString, each elements: some Sequence<Element>,
        _ members: (inout JSONText, Element) throws -> Void
    ) rethrows {
        key(name)
        try array(of: elements) { text, element in try text.object { try members(&$0, element) } }
    }

    mutating func nullField(_ name: StaticString) {
        key(name)
        null()
    }
}
