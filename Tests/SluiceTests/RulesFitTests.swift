import Foundation
import Testing

/// Fits words to a few messages with the program itself.
struct RulesFitTests {
    private let message = """
        From: Kim Doe <kim.doe@kundin.example>
        To: mia@outreach.northwind.example
        Subject: Re: Idea

        %@

        """

    private func write(_ program: Program, _ name: String, _ kind: String, _ text: String) throws {
        try program.write(message.replacing("%@", with: text), to: "fixtures/\(name).eml")
        try program.write("{\"kind\": \"\(kind)\"}\n", to: "fixtures/\(name).expected.json")
    }

    @Test("words are fitted to fixtures and lines, and the rules folder is read with them")
    func fits() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write(
            "order: [complaint, bounce, delay, delivered, receipt, out_of_office, auto_reply, unsubscribe, reply, other]\n",
            to: "rules/decision.yaml")
        for number in 0..<4 {
            try write(program, "reply/a\(number)", "reply", "the offer looks good")
            try write(program, "unsubscribe/b\(number)", "unsubscribe", "leave me alone")
        }
        try program.write(
            (0..<4).map {
                "open\treply\tquestion\tRe: Idea\twhat is the price number \($0)\n"
                    + "open\treply\tmeeting\tRe: Idea\tcall me on day \($0)\n"
            }.joined(),
            to: "fixtures/lines/en.tsv")
        let folders = ["--rules", "rules", "--fixtures", "fixtures"]
        #expect(try program.expect(["rules", "fit"] + folders).contains("from 16 texts"))
        let kinds = try read(program, "rules/words/kinds.tsv")
        #expect(kinds.hasPrefix("word\treply\tunsubscribe\tout_of_office\tauto_reply\n*\t"))
        #expect(kinds.contains("\nalone\t-"))
        #expect(try read(program, "rules/words/intents.tsv").contains("\nprice\t"))
        try program.expect(["rules", "check"] + folders)
        #expect(try program.json(["rules", "fit", "--json"] + folders)["texts"] as? Int == 16)
    }

    @Test("a line that is none is named")
    func refusesLines() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write("{}\n", to: "fixtures/reply/a.expected.json")
        try program.write(message, to: "fixtures/reply/a.eml")
        try program.write("right\treply\tother\tRe: Idea\tyes\nno columns\n", to: "fixtures/lines/en.tsv")
        let run = try program.run(["rules", "fit", "--fixtures", "fixtures"])
        #expect(run.status != 0)
        #expect(run.diagnostics.contains("fixtures/lines/en.tsv:2: no line of five columns"))
    }

    private func read(_ program: Program, _ name: String) throws -> String {
        try String(contentsOfFile: program.path(name), encoding: .utf8)
    }
}
