import Testing

@testable import ReplyText

/// What is added under `Sounds fine.`, and goes.
private let additions: [(name: String, lines: String)] = [
    ("delimiter", "-- \nAnn Reed\nShop Ltd"),
    ("delimiter without its blank", "--\nAnn Reed"),
    ("closing and name", "Best regards,\nAnn"),
    (
        "closing and block",
        "Kind regards,\n\nAnn Reed\nHead of Purchasing\nShop Ltd\nTel. +44 20 7946 0000\nwww.shop.example"
    ),
    ("closing with name beside", "Best, Ann"),
    ("gratitude and name", "Thanks,\nAnn"),
    ("gratitude and closing", "Many thanks and kind regards\nAnn"),
    ("name", "Ann"),
    ("name with dash", "-Ann"),
    ("German", "Mit freundlichen Grüßen\n\nAnn Reed"),
    ("German from somewhere", "Viele liebe Grüße aus Köln\nAnn"),
    ("German short", "VG Ann"),
    ("French", "Bien cordialement,\n\nAnn Reed\nDirectrice"),
    ("French letter", "Veuillez agréer, Madame, l'expression de mes salutations distinguées.\n\nAnn Reed"),
    ("Spanish", "Un saludo,\nAnn"),
    ("Portuguese", "Atenciosamente,\nAnn"),
    ("Italian", "Cordiali saluti\nAnn"),
    ("Dutch", "Met vriendelijke groet,\nAnn"),
    ("Swedish", "Med vänliga hälsningar\nAnn"),
    ("Danish", "Venlig hilsen\nAnn"),
    ("Finnish", "Ystävällisin terveisin\nAnn"),
    ("Polish", "Z poważaniem\nAnn"),
    ("Russian", "С уважением,\nАнна"),
    ("Turkish", "Saygılarımla,\nAnn"),
    ("Japanese", "よろしくお願いいたします。\n山田"),
    ("iPhone", "Sent from my iPhone"),
    ("Outlook", "Get Outlook for iOS"),
    ("German phone", "Von meinem iPhone gesendet"),
    ("French phone", "Envoyé de mon iPhone"),
    ("Spanish phone", "Enviado desde mi iPhone"),
    (
        "disclaimer",
        "This email and any attachments are confidential. If you are not the addressee, delete it."
    ),
    ("German disclaimer", "Diese E-Mail enthält vertrauliche Informationen. Bitte löschen Sie sie sonst."),
    (
        "what a firm puts under the name",
        "Warm regards,\nAnn\n\nAnn Reed | Shop Ltd\n\nJoin us at the Summer Fair! To leave our mailing list, visit "
            + "https://shop.example/leave"
    ),
    (
        "a paragraph of such lines",
        "Viele Grüße\nAnn\n\nBesuchen Sie uns auf der Messe in Köln!\nAlle Termine: https://shop.example/termine"
    ),
    (
        "block, logo, address, block",
        "*Ann Reed* | *Buyer*\n*Tel. +44 20 7946 0000*\n\n[image: shop]\n\nMill Lane 3, York\n\n*VAT GB 999 9999 73*\n"
            + "*www.shop.example*"
    ),
    ("rule and block", "____________\nAnn Reed\nShop Ltd"),
    ("list", "--\nYou received this message because you are subscribed to the group."),
]

@Test("what is added goes", arguments: additions)
func cutsAddition(_ name: String, _ lines: String) {
    let reading = ReplySamples.plain("Sounds fine. Tuesday suits me.\n\n\(lines)\n")
    #expect(reading.visibleReply == "Sounds fine. Tuesday suits me.")
    #expect(!reading.signature.isEmpty)
}

@Test("what is added goes above a quote too", arguments: additions)
func cutsAdditionAboveQuote(_ name: String, _ lines: String) {
    let body =
        "Sounds fine. Tuesday suits me.\n\n\(lines)\n\nOn Mon, 2 Mar 2026 at 10:12, Mia <mia@out.example> wrote:\n> Hi\n"
    #expect(ReplySamples.plain(body).visibleReply == "Sounds fine. Tuesday suits me.")
}

/// Texts that stay whole.
private let kept: [String] = [
    "Thanks!",
    "Thanks, Mia.\nThat is just what we looked for, so send me an offer please.",
    "Danke, Mia\n\nUns geht es gut.",
    "Best time for a call is Tuesday.",
    "Thanks,\n\nplease have a look at the plan that we have put at https://shop.example/plan and tell me.",
    "Best,\nMia\n\nCould you put the same for our second shop at https://shop.example/plan?",
    "Yes",
    "We need:\n- a price\n- a date\n\nCan you do that?",
    "Sounds fine.\n\nMerci Mia de la peine",
    "Regards from Berlin, where it rains all day and nobody answers the phone these weeks.\nCan you call again?",
    "My number is +44 20 7946 0000.",
    "Call me:\n+44 20 7946 0000",
    "Hi Mia,\n\nDeal!\nAnna likes it as well.",
    "Hi Mia,\n\nMaybe later,\nnot before May.",
    "Good plan.\n\nTuesday",
    "We sell:\n\nApples",
    "Please write to our buyer:\n\nTom Hale\ntom.hale@shop.example\n+44 20 7946 0001",
    "This is it.\n\nDe : Aubusson\nA : Biella\nDate : chaque quinzaine\nVolume : trente balles",
    "Deliver to:\n\nShop Ltd\nMill Lane 3\nYork YO1 9ZZ",
    "Please write so:\n\nFrom: sales@shop.example\nTo: stock@shop.example\nSubject: Order 12\n\nIt arrives then.",
]

@Test("answers stay", arguments: kept)
func keepsAnswers(_ body: String) {
    let reply = ReplySamples.plain(body).visibleReply
    #expect(reply == body.split(separator: "\n").joined(separator: "\n"))
}

@Test("a postscript is written by hand")
func keepsPostscript() {
    let reply = ReplySamples.plain("Fine.\n\nP.S. Bring the contract, please.\n").visibleReply
    #expect(reply.contains("Bring the contract"))
}

@Test("a closing at the top is no signature where there is another below")
func keepsWordsBetweenClosings() {
    #expect(ReplySamples.plain("Thanks,\n\nblah\n\nregards\n\nJohn Doe\n").visibleReply == "Thanks,\nblah")
}

@Test("the warning of a server above the answer goes")
func cutsBanner() {
    let body =
        "CAUTION: This email originated from outside the organisation. Do not click links.\n\nSounds fine.\n"
    #expect(ReplySamples.plain(body).visibleReply == "Sounds fine.")
}
