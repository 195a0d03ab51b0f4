/// Defects in the order they were found, no more than the limits allow.
struct DefectList {
    private(set) var defects: [Defect] = []
    private var counts: [Defect.Kind: Int] = [:]
    private let limits: MailLimits

    init(limits: MailLimits) { self.limits = limits }

    /// One kind does not crowd out the others.
    mutating func note(_ kind: Defect.Kind, part: Int, offset: Int) {
        let count = counts[kind, default: 0]
        guard defects.count < limits.maximumDefects, count < limits.maximumDefectsOfOneKind else { return }
        counts[kind] = count + 1
        defects.append(Defect(kind: kind, part: max(0, part), offset: offset))
    }
}
