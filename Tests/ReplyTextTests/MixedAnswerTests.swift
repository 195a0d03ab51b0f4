import Testing

@testable import ReplyText

/// Answers between and below quotes in HTML, and words above a mail that is passed on.
private let answers: [(program: String, html: String, reply: String)] = [
    (
        "Gmail between, Spanish",
        """
        <div dir="ltr">Te respondo abajo.<br></div><br><div class="gmail_quote"><div class="gmail_attr">El lun, 9 mar 2026 a las
        9:12, Mia (&lt;mia@out.example&gt;) escribió:<br></div><blockquote class="gmail_quote" style="border-left:1px solid"><div>¿Cuántos
        son?</div></blockquote><div><br></div><div>Somos doce.</div><div><br></div><blockquote class="gmail_quote"><div>¿Qué día?</div>
        </blockquote><div>El martes.</div></div>
        """, "Te respondo abajo.\nSomos doce.\nEl martes."
    ),
    (
        "Thunderbird between",
        """
        <div class="moz-cite-prefix">On 09/03/2026 09:12, Mia Larsen wrote:<br></div><blockquote type="cite" cite="mid:1@out.example">
        How many seats?</blockquote><p>Forty.</p><blockquote type="cite" cite="mid:1@out.example">Who decides?</blockquote><p>I do.</p>
        <div class="moz-signature">-- <br>Shop Ltd</div>
        """, "Forty.\nI do."
    ),
    (
        "Apple Mail between, Danish",
        """
        <div><blockquote type="cite"><div>Den 9. mar. 2026 kl. 09.12 skrev Mia &lt;mia@out.example&gt;:</div><br><div>Hvor mange?</div>
        </blockquote><div><br></div>Vi er otte.<br><blockquote type="cite"><div>Hvornår?</div></blockquote><div>Efter påske.</div></div>
        """, "Vi er otte.\nEfter påske."
    ),
    (
        "quotes without a mark of any program, between",
        """
        <p>On Mon, 9 Mar 2026 at 09:12, Mia Larsen wrote:</p><blockquote><p>How many seats?</p></blockquote><p>Forty.</p>
        <blockquote><p>Who decides?</p></blockquote><p>I do.</p>
        """, "Forty.\nI do."
    ),
    (
        "Roundcube, below",
        """
        <p>W dniu 09.03.2026 09:12, Mia Larsen napisał(a):</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px
        solid; margin: 0">Dzień dobry</blockquote><p>Tak, proszę zadzwonić jutro.</p>
        """, "Tak, proszę zadzwonić jutro."
    ),
    (
        "Gmail, below",
        """
        <div class="gmail_quote"><div class="gmail_attr">On Mon, 9 Mar 2026 at 09:12, Mia &lt;mia@out.example&gt; wrote:</div>
        <blockquote class="gmail_quote"><div>Hi Ann</div></blockquote></div><div dir="ltr">No budget, sorry.</div>
        """, "No budget, sorry."
    ),
    (
        "Thunderbird below, Hungarian",
        """
        <div class="moz-cite-prefix">2026. 03. 09. 9:12 keltezéssel, Mia Larsen írta:<br></div><blockquote type="cite"
        cite="mid:1@out.example">Jó napot</blockquote><p>Köszönöm, hívjon holnap.</p>
        """, "Köszönöm, hívjon holnap."
    ),
    (
        "passage that the author sets off, nobody named",
        """
        <div>Our rule for suppliers is this:</div><blockquote class="gmail_quote" style="border-left:1px solid #ccc">Invoices within
        ten days.</blockquote><div>Can you do that?</div>
        """, "Our rule for suppliers is this:\nInvoices within ten days.\nCan you do that?"
    ),
    (
        "list indented by Firefox",
        "<div>We need:</div><blockquote><div>two boxes</div><div>one lid</div></blockquote><div>by Friday.</div>",
        "We need:\ntwo boxes\none lid\nby Friday."
    ),
    (
        "Gmail, passed on with a comment",
        """
        <div dir="ltr">Tom, is this for you?</div><br><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message
        ---------<br>From: <strong>Mia</strong> &lt;mia@out.example&gt;<br>Date: Mon, 9 Mar 2026 at 09:12<br>Subject: Question<br>To:
        Ann<br></div><br><div>Hi Ann</div></div>
        """, "Tom, is this for you?"
    ),
    (
        "Apple Mail, passed on with a comment",
        """
        <html><body>Für dich, Tom?<div><br><div><blockquote type="cite"><div>Anfang der weitergeleiteten Nachricht:</div><br><div><b>Von:
        </b>Mia &lt;mia@out.example&gt;<br></div><div><b>Betreff: </b>Frage<br></div><div><b>Datum: </b>9. März 2026<br></div><br>
        <div>Hallo Ann</div></blockquote></div></div></body></html>
        """, "Für dich, Tom?"
    ),
    (
        "Thunderbird, passed on with a comment",
        """
        <p>Please handle this.</p><div class="moz-forward-container"><br>-------- Forwarded Message --------<table
        class="moz-email-headers-table"><tbody><tr><th>Subject: </th><td>Question</td></tr><tr><th>From: </th><td>Mia</td></tr></tbody>
        </table><p>Hi Ann</p></div>
        """, "Please handle this."
    ),
    (
        "Outlook, passed on with a comment",
        """
        <div class=WordSection1><p class=MsoNormal>Bitte übernehmen.</p><p class=MsoNormal>&nbsp;</p><div><div style='border:none;
        border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Von:</b> Mia<br><b>Gesendet:</b> Montag<br>
        <b>An:</b> Ann<br><b>Betreff:</b> Frage</p></div></div><p class=MsoNormal>Hallo Ann</p></div>
        """, "Bitte übernehmen."
    ),
]

@Test("answers between and below quotes, and above what is passed on", arguments: answers)
func readsMixedAnswers(_ program: String, _ html: String, _ reply: String) {
    #expect(ReplySamples.html(html).visibleReply == reply)
}

/// The quoted text goes on behind the attribution, on its line, in plain text of Yahoo and of gateways.
private let sameLine: [(language: String, body: String)] = [
    (
        "id",
        "Pada Sel, 3 Mar 2026 pukul 10.12, Mia Larsen <mia@out.example> menulis: Kak Ann, apa kabar?\nBerhenti langganan"
    ),
    (
        "id Android",
        "Pada Sel, 3 Mar 2026 pada 10.12, Mia Larsen<mia@out.example> menulis:   Kak Ann, apa kabar?"
    ),
    (
        "en",
        "On Tue, Mar 3, 2026 at 10:12 AM, Mia Larsen<mia@out.example> wrote:   Hi Ann, any news?\nUnsubscribe here"
    ),
    ("en wrapped", "On Tue, Mar 3, 2026 at 10:12 AM, Mia Larsen\n<mia@out.example> wrote: Hi Ann, any news?"),
    (
        "de",
        "Am Di., 3. März 2026 um 10:12 Uhr schrieb Mia Larsen <mia@out.example>: Hallo Ann, gibt es Neues?"
    ),
    (
        "fr",
        "Le mar. 3 mars 2026 à 10:12, Mia Larsen <mia@out.example> a écrit : Bonjour Ann, des nouvelles ?"
    ),
    ("es", "El martes, 3 de marzo de 2026, 10:12:00 CET, Mia Larsen <mia@out.example> escribió: Hola Ann"),
    ("pt", "Em ter., 3 de mar. de 2026 às 10:12, Mia Larsen <mia@out.example> escreveu: Olá Ann, tudo bem?"),
    ("hu", "Mia Larsen <mia@out.example> ezt írta (időpont: 2026. márc. 3., K, 10:12): Kedves Ann, van hír?"),
    (
        "tr",
        "Mia Larsen <mia@out.example>, 3 Mar 2026 Sal, 10:12 tarihinde şunu yazdı: Merhaba Ann, haber var mı?"
    ),
    ("zh", "Mia Larsen <mia@out.example> 于2026年3月3日周二 10:12写道：Ann 您好，有消息吗？"),
    ("ja", "2026年3月3日(火) 10:12 Mia Larsen <mia@out.example>: Ann様、その後いかがでしょうか。"),
    (
        "vi",
        "Vào Th 3, 3 thg 3, 2026 vào lúc 10:12 Mia Larsen <mia@out.example> đã viết: Chào Ann, có tin gì chưa?"
    ),
    ("ru", "вт, 3 мар. 2026 г. в 10:12, Mia Larsen <mia@out.example>: Здравствуйте, есть новости?"),
]

@Test("a quote on the line of its attribution", arguments: sameLine)
func cutsQuoteOnSameLine(_ language: String, _ body: String) {
    #expect(ReplySamples.plain("Fine, Friday.\n\n\(body)\n").visibleReply == "Fine, Friday.")
}

@Test("the same where the answer stands on that line as well", arguments: sameLine)
func cutsQuoteOnLineOfAnswer(_ language: String, _ body: String) {
    let line = body.split(separator: "\n").joined(separator: " ")
    #expect(ReplySamples.plain("Fine, Friday. \(line)\n").visibleReply == "Fine, Friday.")
}

/// What a person tells of another mail within a sentence is the person's.
private let told: [String] = [
    "On 3 March 2026 at 10:12 he wrote: the price holds until June. Does it?",
    "Your colleague (tom@out.example) wrote: no fee before May. Is that so?",
    "Call us on 3 March 2026 at 10:12 or write to ann@shop.example: we answer the same day.",
    "4.7.28 Too much mail from <ann@shop.example>: see 10:12 of 3/3.",
    "Meeting 3 March 2026 10:12, guests ann@shop.example: bring the plans.",
]

@Test("a sentence that tells of a mail stays", arguments: told)
func keepsToldMail(_ body: String) {
    #expect(ReplySamples.plain(body + "\n").visibleReply == body)
}

@Test("a program that marks quotes has not quoted what stands unmarked above them")
func keepsTextUnderAttributionAtTop() {
    let body = """
        On 3 Mar 2026 10:12, "Mia Larsen" <mia@out.example> wrote:

        The first value decides.

        On 2 Mar 2026 9:00, "Tom Hill" <tom@out.example> wrote:

        > Which of them?
        >
        It is the same with three.

        """
    #expect(ReplySamples.plain(body).visibleReply == "The first value decides.\nIt is the same with three.")
}
