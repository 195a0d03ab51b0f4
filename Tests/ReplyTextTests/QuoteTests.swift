import MailFormat
import Testing

@testable import ReplyText

private let layouts: [(name: String, body: String, reply: String)] = [
    ("above", "Yes.\n\nOn Mon, 2 Mar 2026, Mia wrote:\n> One\n> Two\n", "Yes."),
    ("below", "On Mon, 2 Mar 2026, Mia wrote:\n> One\n> Two\n\nYes.\n", "Yes."),
    ("between", "On Mon, 2 Mar 2026, Mia wrote:\n> One?\nYes.\n\n> Two?\nNo.\n", "Yes.\nNo."),
    ("no attribution", "Yes.\n\n> One\n> Two\n", "Yes."),
    ("nested", "Yes.\n\n> > Old\n> Newer\n>> Old\n", "Yes."),
    ("initials", "Yes.\n\nML> One\nML> Two\n", "Yes."),
    (
        "wrapped quote",
        "> This is a long line that a mail program has broken off because it was too\nlong\n> for it\n\nYes.\n",
        "Yes."
    ),
    ("answer below a header with marks", "-----Original Message-----\n> One\n> Two\n\nYes.\n", "Yes."),
    ("white space", "  Yes,   we\u{A0}do. \n\n\n\n  Really.  \n", "Yes, we do.\nReally."),
    (
        "address made plain",
        "Yes.\n\nOn Mon, Mar 2, 2026 at 10:12 AM Mia\n\n<\nmailto:mia@out.example\n> wrote:\nOne\n", "Yes."
    ),
    ("GroupWise", "Yes.\n\n>>> Mia Larsen <mia@out.example> 3/9/2026 9:12 AM >>>\nOne\nTwo\n", "Yes."),
    ("GroupWise, broken", "Yes.\n\n>>> Mia Larsen <mia@out.example>\n09.03.2026 09:12 >>>\nOne\n", "Yes."),
    ("three marks and no date", "Yes.\n\n>>> One >>>\nNo.\n", "Yes.\nNo."),
    ("Yahoo", "Yes.\n\n--- Mia Larsen <mia@out.example>\nwrote:\n> One\n", "Yes."),
    ("rule too long for its mark", "Yes.\n\n> One\n>\n**************\n> Two\n**************\n>\n", "Yes."),
    ("nothing", "", ""),
    ("only a quote", "> One\n> Two\n", ""),
]

@Test("where the answer stands", arguments: layouts)
func findsAnswer(_ name: String, _ body: String, _ reply: String) {
    #expect(ReplySamples.plain(body).visibleReply == reply)
}

@Test("ranges are ascending, do not overlap and stand on whole characters", arguments: layouts)
func givesGoodRanges(_ name: String, _ body: String, _ reply: String) {
    let reading = ReplySamples.plain(body)
    let bytes = Array(reading.text.utf8)
    let all = (reading.own + reading.quoted + reading.signature).sorted { $0.lowerBound < $1.lowerBound }
    for (left, right) in zip(all, all.dropFirst()) { #expect(left.upperBound <= right.lowerBound) }
    for range in all {
        #expect(range.upperBound <= bytes.count)
        #expect(String(validating: bytes[range], as: UTF8.self) != nil)
    }
}

@Test("format=flowed: one paragraph is one line")
func joinsFlowedLines() {
    let reading = ReplySamples.plain("This is one \nsentence.\n\n> Old \n> words\n", extra: "; format=flowed")
    #expect(reading.visibleReply == "This is one sentence.")
}

private func alternative(plain: String, html: String) -> ReplyReading {
    let text = """
        From: Ann Reed <ann@shop.example>
        Content-Type: multipart/alternative; boundary="b"

        --b
        Content-Type: text/plain; charset=utf-8

        \(plain)
        --b
        Content-Type: text/html; charset=utf-8

        \(html)
        --b--

        """
    return ReplyReader().read(Message(Array(text.utf8)))
}

private let choices: [(plain: String, html: String, reply: String, isHTML: Bool)] = [
    ("Yes, Tuesday.", "<p>Yes, Tuesday.</p>", "Yes, Tuesday.", false),
    ("", "<p>Yes, Tuesday.</p>", "Yes, Tuesday.", true),
    (
        "Your program cannot show this message.",
        "<p>We had a look at your offer and we would like to talk about it on Tuesday at ten.</p>",
        "We had a look at your offer and we would like to talk about it on Tuesday at ten.", true
    ),
]

@Test("which part is read", arguments: choices)
func choosesPart(_ plain: String, _ html: String, _ reply: String, _ isHTML: Bool) {
    let reading = alternative(plain: plain, html: html)
    #expect(reading.visibleReply == reply)
    #expect(reading.source == (isHTML ? .html(2) : .plain(1)))
}

@Test("attachments and nested messages are not the answer")
func sparesAttachments() {
    let text = """
        From: Ann Reed <ann@shop.example>
        Content-Type: multipart/mixed; boundary="b"

        --b
        Content-Type: text/plain
        Content-Disposition: attachment; filename=a.txt

        The file.
        --b
        Content-Type: message/rfc822

        From: mia@out.example

        The nested message.
        --b--

        """
    let reading = ReplyReader().read(Message(Array(text.utf8)))
    #expect(reading.source == .none)
    #expect(reading.visibleReply == "")
}

/// Quotes that are told by more than one line, and the answer to each.
private let structures: [(name: String, body: String, reply: String)] = [
    (
        "header marked, text under it not (ABV.bg)",
        "Не, благодаря.\n\n>-------- Оригинално писмо --------\n>От: Mia mia@out.example\n>Относно: Среща\n"
            + ">До: ann@shop.example\n>Изпратено на: 09.03.2026 09:12\n\nЗдравейте, Ана",
        "Не, благодаря."
    ),
    (
        "attribution broken off after a short form",
        "Igen.\n\nMia <mia@out.example> ezt írta (időpont: 2026. márc.\n9., H, 9:12):\n\n> Szia!", "Igen."
    ),
    (
        "indented block under an attribution at the top",
        "On 8 May 2017 17:34, \"Mia\" <mia@out.example> wrote:\n\n    2 and 2\n\nMake it three.",
        "2 and 2\nMake it three."
    ),
    (
        "two labels with an address and a full date",
        "8.45am\n\nFrom: mia@out.example\nDate: Wed, 16 May 2012 00:15:02 -0600\n\nAt what hour?", "8.45am"
    ),
    (
        "Tobit", "Yes.\n\nOriginal Message processed by david®\nA question 9. August 2022, 12:44 Uhr\nHi",
        "Yes."
    ),
    ("stamp without a verb", "Before\n\n2016-03-03 17:21 GMT+01:00 Some One\n\nAfter", "Before"),
    (
        "link broken off before its mark",
        "Fine.\n\nOn Thu, 25 Oct 2012 at 3:03 PM, Mia wrote:\n> Answer below\n (http://out.example/c/Y) >\n> Bye",
        "Fine."
    ),
]

@Test("quotes of more than one line", arguments: structures)
func partsStructures(_ name: String, _ body: String, _ reply: String) {
    #expect(ReplySamples.plain(body + "\n").visibleReply == reply)
}
