import Store

extension APIOperation {
    static let steps: [APIOperation] = [
        APIOperation(
            method: .get, path: "/campaigns/{campaign}/steps", name: "listSteps",
            about: "The steps of a campaign, in order.", scope: .read,
            success: (.ok, .page(.named("Step")))
        ) { request in
            let items = try await request.read { transaction in
                let steps = try transaction.steps(of: try request.campaign(transaction).id)
                return steps.enumerated().map { JSON.step($1, number: $0 + 1) }
            }
            return APIAnswer(.page(items, next: nil))
        },
        APIOperation(
            method: .post, path: "/campaigns/{campaign}/steps", name: "addStep",
            about:
                "Adds a step after the last one; leads that have completed stay so until they are resumed.",
            scope: .write,
            body: .json(
                .object([
                    .optional(
                        "wait_seconds",
                        .integer(0...longestWait, about: "After the step before; 3 days, or 0 for the first.")
                    ),
                    .optional("channel", .text(1...64, about: "`mail`, or the name of an action endpoint.")),
                    .optional("paused", .flag),
                ])),
            success: (.created, .named("Step"))
        ) { request in
            let made = try await request.write { transaction -> JSON? in
                let campaign = try request.campaign(transaction).id
                let count = try transaction.steps(of: campaign).count
                let id = try transaction.addStep(
                    to: campaign,
                    waitSeconds: request.integer("wait_seconds") ?? (count == 0 ? 0 : standardWait),
                    channel: request.text("channel") ?? "mail", isPaused: request.flag("paused") ?? false)
                return try transaction.step(id).map { JSON.step($0, number: count + 1) }
            }
            return APIAnswer(made, status: .created)
        },
        APIOperation(
            method: .patch, path: "/steps/{step}", name: "updateStep",
            about:
                "Pauses a step, so that leads due for it get `no_variations_found`; or makes it active.",
            scope: .write, body: .json(.object([.required("paused", .flag)])), success: (.ok, .named("Step"))
        ) { request in
            APIAnswer(
                try await request.write { transaction in
                    guard let step = try transaction.step(try request.web.id("step")), step.removedAt == nil
                    else { throw WebFault.notFound }
                    try transaction.setPaused(request.flag("paused") ?? false, step: step.id)
                    let steps = try transaction.steps(of: step.campaign)
                    guard let place = steps.firstIndex(where: { $0.id == step.id }) else {
                        throw WebFault.notFound
                    }
                    return JSON.step(steps[place], number: place + 1)
                })
        },
    ]

    /// Seconds: a year.
    private static let longestWait: Int64 = 366 * 86_400
    /// Of a step that is not the first.
    private static let standardWait: Int64 = 3 * 86_400
}

extension JSON {
    fileprivate static func step(_ step: CampaignStep, number: Int) -> JSON {
        [
            "number": .number(number), "id": .id(step.id), "wait_seconds": .integer(step.waitSeconds),
            "channel": .text(step.channel), "paused": .flag(step.isPaused),
        ]
    }
}
