import Testing

@testable import ReplyText

/// HTML as desktop programs write it above what they quote.
private let answers: [(program: String, html: String, reply: String)] = [
    (
        "Outlook, German",
        """
        <html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=DE link="#0563C1"><div class=WordSection1>
        <p class=MsoNormal><span style='font-size:11.0pt'>Guten Morgen Mia,<o:p></o:p></span></p>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>der Preis passt, aber erst ab Juli.<o:p></o:p></p>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Mit freundlichen Gr&uuml;&szlig;en</p>
        <p class=MsoNormal>Ann Reed</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>
        <p class=MsoNormal><b>Von:</b> Mia Larsen &lt;mia@out.example&gt; <br><b>Gesendet:</b> Montag, 9. März 2026 09:12<br>
        <b>An:</b> Ann Reed<br><b>Betreff:</b> Frage</p></div></div><p class=MsoNormal>Hallo Ann, darf ich fragen?</p></div>
        """, "Guten Morgen Mia,\nder Preis passt, aber erst ab Juli."
    ),
    (
        "Outlook, Georgian: no label is known",
        """
        <div class=WordSection1><p class=MsoNormal>დიახ, გვაინტერესებს.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
        <div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal><b>ვისგან:</b>
        Mia Larsen<br><b>გაგზავნილია:</b> 9 მარტი<br><b>ვის:</b> Ann Reed<br><b>თემა:</b> კითხვა</p></div>
        <p class=MsoNormal>გამარჯობა Ann</p></div>
        """, "დიახ, გვაინტერესებს."
    ),
    (
        "Outlook with a line drawn in the text",
        """
        <div class=WordSection1><p class=MsoNormal>Two things.</p><div style='border:none;border-bottom:solid windowtext 1.0pt;
        padding:0in 0in 1.0pt 0in'><p class=MsoNormal>First the price.</p></div><p class=MsoNormal>Then the date.</p></div>
        """, "Two things.\nFirst the price.\nThen the date."
    ),
    (
        "Windows Mail, Swedish",
        """
        <body lang=SV><div class=WordSection1><p class=MsoNormal>Ja, ring mig på torsdag.</p><p class=MsoNormal>Skickades från
        <a href="https://go.example">E-post</a> för Windows</p><div style='mso-element:para-border-div;border:none;
        border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal style='border:none;padding:0cm'><b>Från: </b>
        <a href="mailto:mia@out.example">Mia Larsen</a><br><b>Skickat: </b>den 9 mars 2026 09:12<br><b>Till: </b>Ann<br>
        <b>Ämne: </b>Fråga</p></div><p class=MsoNormal>Hej Ann!</p></div></body>
        """, "Ja, ring mig på torsdag."
    ),
    (
        "Apple Mail, English",
        """
        <html><body dir="auto" style="overflow-wrap: break-word; -webkit-nbsp-mode: space;">Works for me.<div><br></div><div>What
        does it cost?<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 9 Mar 2026, at 09:12, Mia
        Larsen &lt;mia@out.example&gt; wrote:</div><br class="Apple-interchange-newline"><div><div>Hi Ann</div></div></blockquote>
        </div><br></div></body></html>
        """, "Works for me.\nWhat does it cost?"
    ),
    (
        "Thunderbird, French",
        """
        <html><body><p>Non merci, nous avons déjà un fournisseur.</p><p><br></p><div class="moz-cite-prefix">Le 09/03/2026 à 09:12,
        Mia Larsen a écrit :<br></div><blockquote type="cite" cite="mid:1@out.example"><p>Bonjour Ann</p></blockquote>
        <div class="moz-signature">-- <br>Ann Reed<br>Achats</div></body></html>
        """, "Non merci, nous avons déjà un fournisseur."
    ),
    (
        "Lotus Notes",
        """
        <font size=2 face="sans-serif">Please send two samples.</font><br><br><br><br><font size=1 color=#5f5f5f>From: &nbsp;
        &nbsp; &nbsp; &nbsp;</font><font size=1>&quot;Mia Larsen&quot; &lt;mia@out.example&gt;</font><br><font size=1>To: &nbsp;
        &nbsp; </font><font size=1>Ann Reed/Shop@Shop</font><br><font size=1>Date: &nbsp; &nbsp;</font><font size=1>09.03.2026
        09:12</font><br><font size=1>Subject: &nbsp; &nbsp; </font><font size=1>Samples</font><br><hr noshade><br>
        <tt><font size=2>Dear Ann</font></tt>
        """, "Please send two samples."
    ),
    (
        "eM Client: header without colons",
        """
        <div>Danke, kein Bedarf.</div><div><br></div><div id="signature_old"></div><div><br></div><div>------ Originalnachricht
        ------</div><div>Von "Mia Larsen" &lt;<a href="mailto:mia@out.example">mia@out.example</a>&gt;</div><div>An "Ann"</div>
        <div>Datum 09.03.2026 09:12:00</div><div>Betreff Frage</div><div><br></div><div><blockquote cite="1@out.example"
        type="cite" class="cite2">Hallo Ann</blockquote></div>
        """, "Danke, kein Bedarf."
    ),
    (
        "Airmail",
        """
        <div id="bloop_customfont">Si, ci interessa.</div><br><div id="bloop_sign_1773047520" class="bloop_sign"><div>Reparto
        acquisti</div></div><br><p class="airmail_on">Il 9 marzo 2026 alle 09:12:00, Mia (<a>mia@out.example</a>) ha scritto:</p>
        <blockquote type="cite" class="clean_bq"><div>Buongiorno</div></blockquote>
        """, "Si, ci interessa."
    ),
    (
        "Mailspring",
        """
        <div>Not this year.</div><br><div class="gmail_quote_attribution">On Mar 9 2026, at 9:12 am, Mia Larsen
        &lt;mia@out.example&gt; wrote:</div><blockquote class="gmail_quote" style="border-left:1px solid #ccc">Hi Ann</blockquote>
        """, "Not this year."
    ),
    (
        "Evolution",
        """
        <div>Sí, el jueves a las diez.</div><div><br></div><div>El lun, 09-03-2026 a las 09:12 +0100, Mia Larsen escribió:</div>
        <blockquote type="cite" style="margin:0 0 0 .8ex; border-left:2px #729fcf solid;padding-left:1ex">Hola Ann</blockquote>
        """, "Sí, el jueves a las diez."
    ),
    (
        "Spark",
        """
        <div name="messageBodySection"><div dir="auto">Let us talk on Friday.</div></div><div name="messageSignatureSection"><br>
        Shop Ltd, Leeds</div><div name="messageReplySection">On 9 Mar 2026, 09:12 +0100, Mia Larsen &lt;mia@out.example&gt;, wrote:
        <br><blockquote type="cite" class="spark_quote">Hi Ann</blockquote></div>
        """, "Let us talk on Friday."
    ),
    (
        "Spark, attribution in no known language",
        """
        <div name="messageBodySection"><div dir="auto">Дякуємо, не треба.</div></div><div name="messageReplySection">Zqx grumbl
        Mia<br>Hi Ann</div>
        """, "Дякуємо, не треба."
    ),
]

@Test("answers of desktop programs", arguments: answers)
func readsDesktopPrograms(_ program: String, _ html: String, _ reply: String) {
    #expect(ReplySamples.html(html).visibleReply == reply)
}
