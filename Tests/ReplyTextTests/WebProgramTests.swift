import Testing

@testable import ReplyText

/// HTML as web mail and telephones write it above what they quote.
private let answers: [(program: String, html: String, reply: String)] = [
    (
        "Outlook on the web, French",
        """
        <div class="elementToProof">Bonjour Mia,</div><div class="elementToProof"><br></div><div class="elementToProof">Pas avant
        septembre.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg"
        dir="ltr"><font face="Calibri"><b>De :</b> Mia Larsen<br><b>Envoyé :</b> lundi 9 mars 2026 09:12<br><b>À :</b> Ann<br>
        <b>Objet :</b> Question</font><div>&nbsp;</div></div><div>Bonjour Ann</div>
        """, "Bonjour Mia,\nPas avant septembre."
    ),
    (
        "new Outlook, Dutch",
        """
        <div class="elementToProof">Ja, stuur maar.</div><div id="Signature" class="elementToProof"><p>Ann Reed</p><p>Inkoop</p>
        </div><div id="mail-editor-reference-message-container"><hr style="display:inline-block;width:98%"><b>Van:</b> Mia Larsen<br>
        <b>Verzonden:</b> maandag 9 maart 2026<br><b>Aan:</b> Ann<br><b>Onderwerp:</b> Vraag<div>Hoi Ann</div></div>
        """, "Ja, stuur maar."
    ),
    (
        "the answer inside the container of the quoted mail",
        """
        <div id="mail-editor-reference-message-container" dir="ltr"><div>Non, merci.</div></div><div
        id="ms-outlook-mobile-signature"><a href="https://aka.example">Outlook pour iOS</a></div><hr><div id="divRplyFwdMsg"><b>De:</b>
        Mia &lt;mia@out.example&gt;<br><b>Envoyé:</b> lundi 9 mars 2026 09:12<br><b>À:</b> Ann<br><b>Objet:</b> Sachets</div>
        <div>Bonjour</div>
        """, "Non, merci."
    ),
    (
        "Outlook on a telephone, Italian",
        """
        <div dir="ltr">Va bene martedì.</div><div id="ms-outlook-mobile-body-separator-line" dir="ltr"><br></div><div
        id="ms-outlook-mobile-signature" dir="ltr">Ottieni <a href="https://aka.example">Outlook per iOS</a></div><hr
        style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><b>Da:</b> Mia<br><b>Inviato:</b> lunedì<br></div>Ciao Ann
        """, "Va bene martedì."
    ),
    (
        "Outlook.com of old",
        """
        <div dir="ltr">Count us in.<br><br><div><hr id="stopSpelling">Zqx: Mon, 9 Mar 2026<br>Yyy: mia@out.example<br>Hi Ann</div>
        </div>
        """, "Count us in."
    ),
    (
        "Apple Mail on a telephone, German",
        """
        <html><body dir="auto">Ja gerne, aber nur vormittags.<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Von meinem
        iPhone gesendet</div><div dir="ltr"><br><blockquote type="cite">Am 09.03.2026 um 09:12 schrieb Mia Larsen
        &lt;mia@out.example&gt;:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">Hallo Ann</div></blockquote></body>
        </html>
        """, "Ja gerne, aber nur vormittags."
    ),
    (
        "Gmail on a telephone, Russian",
        """
        <p dir="ltr">Спасибо, но нам это не подходит.</p> <br><div class="gmail_quote gmail_quote_container"><div dir="ltr"
        class="gmail_attr">пн, 9 мар. 2026 г., 09:12 Mia Larsen &lt;<a>mia@out.example</a>&gt;:<br></div><blockquote
        class="gmail_quote" style="margin:0 0 0 .8ex"><div dir="auto">Здравствуйте</div></blockquote></div>
        """, "Спасибо, но нам это не подходит."
    ),
    (
        "Gmail, a line indented by the author",
        """
        <div dir="ltr">Our address:<div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>1 Mill Lane</div>
        </blockquote></div></div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, 9 Mar 2026 at 09:12, Mia
        &lt;mia@out.example&gt; wrote:</div><blockquote class="gmail_quote">Where are you?</blockquote></div>
        """, "Our address:\n1 Mill Lane"
    ),
    (
        "Zoho",
        """
        <div style="font-family: Verdana">Please take me off your list.<br></div><div class="zmail_extra_hr" style="border-top: 1px
        solid rgb(204, 204, 204); height: 0px"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><div><div
        id="Zm-_Id_-Sgn1">---- On Mon, 09 Mar 2026 09:12:00 +0530 <b>Mia Larsen &lt;mia@out.example&gt;</b> wrote ---</div><br>
        <blockquote id="blockquote_zmail" style="margin: 0px;">Hi Ann</blockquote></div></div>
        """, "Please take me off your list."
    ),
    (
        "Yahoo, Spanish",
        """
        <div class="ydp1a2byahoo-style-wrap"><div dir="ltr">Mándame la lista de precios.</div><div><br></div></div><div
        id="ydp77f0yahoo_quoted_51" class="ydp77f0yahoo_quoted"><div><div>En lunes, 9 de marzo de 2026, 09:12:00 CET, Mia Larsen
        &lt;mia@out.example&gt; escribió:</div><div><br></div>Hola Ann</div></div>
        """, "Mándame la lista de precios."
    ),
    (
        "Yahoo on Android",
        """
        Sure, go ahead.<br><br><div id="ymail_android_signature"><a href="https://mail.example">Sent from Yahoo Mail on Android</a>
        </div> <br> <blockquote style="margin: 0 0 20px 0;"> <div style="color:#6D00F6;"> <div>On Mon, 9 Mar 2026 at 9:12, Mia
        Larsen</div><div>&lt;mia@out.example&gt; wrote:</div> </div> <div style="border-left: 1px solid #6D00F6;">Hi Ann</div>
        </blockquote>
        """, "Sure, go ahead."
    ),
    (
        "Proton",
        """
        <div style="font-family: Arial">We use another tool.</div><div class="protonmail_signature_block"><div>Shop Ltd</div></div>
        <div class="protonmail_quote">On Monday, March 9th, 2026 at 9:12 AM, Mia Larsen &lt;mia@out.example&gt; wrote:<br>
        <blockquote class="protonmail_quote" type="cite">Hi Ann</blockquote></div>
        """, "We use another tool."
    ),
    (
        "Samsung, Polish",
        """
        <div dir="auto">Proszę o ofertę na 200 sztuk.</div><div dir="auto"><br></div><div id="composer_signature" dir="auto"><div
        dir="auto">Wysłane z telefonu Galaxy</div></div><div dir="auto"><br></div><div dir="auto"><!-- originalMessage --><div>--------
        Oryginalna wiadomość --------</div><div>Od: Mia Larsen </div><div>Data: 09.03.2026 09:12 (GMT+01:00)</div><div>Do: Ann </div>
        <div>Temat: Pytanie</div><div><br></div></div>Dzień dobry
        """, "Proszę o ofertę na 200 sztuk."
    ),
    (
        "Superhuman",
        """
        <div><div>Happy to chat next week.</div><br><div class="gmail_signature">Sent via <a>Superhuman</a></div><br></div><br>
        <div class="gmail_quote">On Mon, Mar 09, 2026 at 9:12 AM, Mia Larsen <span>&lt;mia@out.example&gt;</span> wrote:<br>
        <blockquote class="gmail_quote sh-quoted-content"><div>Hi Ann</div></blockquote></div>
        """, "Happy to chat next week."
    ),
    (
        "Mail.ru",
        """
        <div>Пришлите, пожалуйста, прайс.</div><div>&nbsp;</div><div data-signature-widget="container"><div
        data-signature-widget="content"><div>С уважением,<br>Ann Reed</div></div></div><blockquote style="border-left:1px solid
        #0857A6;margin:10px;padding:0 0 0 10px;">Понедельник, 9 марта 2026, 9:12 +03:00 от Mia Larsen &lt;mia@out.example&gt;:<br>
        &nbsp;<div>Добрый день</div></blockquote>
        """, "Пришлите, пожалуйста, прайс."
    ),
    (
        "Yandex",
        """
        <div>Мы уже работаем с другими.</div><div> </div><div>09.03.2026, 09:12, "Mia Larsen" &lt;mia@out.example&gt;:</div>
        <blockquote><p>Добрый день</p></blockquote>
        """, "Мы уже работаем с другими."
    ),
    (
        "QQ",
        """
        <div>可以，请发报价单。</div><div><br></div><div style="font-size: 12px;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;
        ------------------</div><div style="background:#efefef;padding:8px;"><div><b>发件人:</b>&nbsp;"Mia"
        &lt;mia@out.example&gt;;</div><div><b>发送时间:</b>&nbsp;2026年3月9日(星期一) 上午9:12</div><div><b>收件人:</b>&nbsp;"Ann";</div>
        <div><b>主题:</b>&nbsp;问题</div></div><div>您好</div>
        """, "可以，请发报价单。"
    ),
    (
        "NetEase",
        """
        <div style="line-height:1.7">暂时不需要，谢谢。</div><br><div style="position:relative;zoom:1"></div><div
        id="divNeteaseMailCard"></div><p>在 2026-03-09 09:12:00，"Mia Larsen" &lt;mia@out.example&gt; 写道：</p><blockquote
        id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid"><div>您好</div>
        </blockquote>
        """, "暂时不需要，谢谢。"
    ),
    (
        "Naver",
        """
        <div><p>네, 화요일에 통화 가능합니다.</p><p><br></p><div style="padding:0"><p>-----Original Message-----<br><b>From:</b> "Mia"
        &lt;mia@out.example&gt;<br><b>To:</b> ann<br><b>Cc:</b> <br><b>Sent:</b> 2026-03-09 (월) 09:12:00 (GMT+09:00)<br><b>Subject:</b>
        질문</p></div><p>안녕하세요</p></div>
        """, "네, 화요일에 통화 가능합니다."
    ),
    (
        "Zimbra, Portuguese",
        """
        <div style="font-family: arial">Não temos interesse.</div><br><hr id="zwchr" data-marker="__DIVIDER__"><div
        data-marker="__HEADERS__"><b>Zqx: </b>"Mia" &lt;mia@out.example&gt;<br><b>Yyy: </b>Ann<br></div><div
        data-marker="__QUOTED_TEXT__">Olá Ann</div>
        """, "Não temos interesse."
    ),
    (
        "Fastmail",
        """
        <div>Yes please, two of them.</div><div><br></div><div>On Mon, 9 Mar 2026, at 9:12 AM, Mia Larsen wrote:</div><blockquote
        type="cite" id="qt">Hi Ann</blockquote><div><br></div>
        """, "Yes please, two of them."
    ),
    (
        "Seznam, Czech",
        """
        <div>Děkuji, zatím ne.</div><br><aside>---------- Původní e-mail ----------<br>Od: Mia Larsen &lt;mia@out.example&gt;<br>
        Komu: Ann<br>Datum: 9. 3. 2026 9:12:00<br>Předmět: Dotaz</aside><br><blockquote data-email="mia@out.example">Dobrý den
        </blockquote>
        """, "Děkuji, zatím ne."
    ),
]

@Test("answers of web mail and telephones", arguments: answers)
func readsWebPrograms(_ program: String, _ html: String, _ reply: String) {
    #expect(ReplySamples.html(html).visibleReply == reply)
}
