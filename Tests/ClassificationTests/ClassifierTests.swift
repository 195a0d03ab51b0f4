import CalendarTime
import Classification
import MailFormat
import Testing

private func classify(
    _ text: String, subject: String = "Re: Quick question", header: String = "", ownDomains: [String] = [],
    trusted: [String] = []
) -> Verdict {
    let message =
        "From: Ann Poe <ann@customer.example>\nTo: mia@outreach.northwind.example\nSubject: \(subject)\n\(header)"
        + "Date: Wed, 17 Jun 2026 10:00:00 +0000\nIn-Reply-To: <1@outreach.northwind.example>\n"
        + "Content-Type: text/plain; charset=utf-8\n\n\(text)\n"
    let settings = ClassifierSettings(ownDomains: ownDomains, trustedAuthenticationServers: trusted)
    return Classifier(rules: ShippedRules.set, settings: settings)
        .classify(Message(Array(message.utf8)), receivedAt: nil)
}

private let optOuts = [
    "Unsubscribe", "STOP", "stop!!!", "Please remove me from your list.", "take me off ur list pls",
    "Kindly cease all further correspondence.", "I do not wish to hear from you again.", "Delete my data.",
    "Under GDPR I request the erasure of all personal data you hold about me.",
    "Oh great, another one. Do us both a favour and lose my address.",
    "Bitte streichen Sie mich aus Ihrem Verteiler.", "Abmelden", "Keine weiteren E-Mails bitte!",
    "Ich widerspreche der Nutzung meiner Daten gemäß DSGVO.", "Hören Sie auf, mir zu schreiben.",
    "Ich moechte keine Werbung mehr erhalten.", "Merci de me retirer de votre liste.", "Désabonnez-moi",
    "Je ne souhaite plus recevoir vos mails.", "Arretez de m'ecrire svp", "Supprimez mes données (RGPD).",
    "Por favor, dénme de baja de su lista.", "No me escriban más.", "BAJA",
    "Ya no quiero recibir sus correos.",
    "Eliminen mis datos de su base de datos.", "Please delete everything, see GDPR.",
    "Löschen Sie bitte alles gemäß DSGVO.", "Effacez tout, c'est le RGPD.", "Borren todo, lo dice el RGPD.",
]

@Test("people who ask to be left alone", arguments: optOuts)
func optsOut(_ text: String) {
    let verdict = classify(text)
    #expect(verdict.kind == .unsubscribe)
    #expect(verdict.optOut)
}

private let lookAlikes = [
    "I did not unsubscribe, why did the mails end?", "Please don't stop, these are useful.",
    "Feel free to stop by our booth on Tuesday.", "How do you handle unsubscribe requests?",
    "Ist das DSGVO-konform?", "Ich habe mich nicht abgemeldet, bitte weiter so.",
    "Comment gérez-vous les désabonnements ?", "¿Cumplen con el RGPD?", "Uns ist die DSGVO wichtig.",
    "We take GDPR seriously.", "Le RGPD est important pour nous.", "El RGPD nos preocupa.",
    "No me den de baja, me interesa.",
    "Thanks, looks good!\n\nOn 1 May 2026 Mia wrote:\n> If you'd rather not hear from me, unsubscribe here: https://x.example/u\n",
]

@Test("people who only use the words", arguments: lookAlikes)
func doesNotOptOut(_ text: String) {
    let verdict = classify(text)
    #expect(verdict.kind == .reply)
    #expect(!verdict.optOut)
}

private let leavers: [(text: String, subkind: Subkind?)] = [
    ("Ann Poe left Customer Ltd on 30 April 2026.", .leftCompany),
    ("Ann Poe left Customer Ltd at the end of April. Your contact is now Bob Roe.", .leftCompany),
    ("Ann Poe verließ die Customer GmbH zum 30. April 2026.", .leftCompany),
    ("Ann Poe est partie de Customer SA le 30 avril 2026.", .leftCompany),
    ("Ann Poe dejó Customer SL el 30 de abril de 2026.", .leftCompany),
    ("Ann Poe left for her holiday on 3 June 2026 and is back on 22 June 2026.", nil),
    ("Your parcel left our depot on 3 June 2026.", nil),
]

@Test("a machine says who left and when", arguments: leavers)
func knowsLeavers(_ text: String, _ subkind: Subkind?) {
    let verdict = classify(
        text, subject: "Automatic reply: Quick question", header: "Auto-Submitted: auto-replied\n")
    #expect(verdict.subkind == subkind)
    if subkind != nil { #expect(verdict.kind == .autoReply) }
}

private let glad: [(text: String, intent: Intent)] = [
    ("I would be glad to see those plans.", .interested),
    ("We'd be happy to take a look at the figures.", .interested),
    ("Ich würde mich freuen, die Pläne zu sehen.", .interested),
    ("Nous serions ravis de découvrir ces plans.", .interested),
    ("Me encantaría ver esos planes.", .interested),
    ("I would not be glad to see those plans.", .other),
]

@Test("glad to see it", arguments: glad)
func knowsGladness(_ text: String, _ intent: Intent) {
    #expect(classify(text).intent == intent)
}

@Test("an opt-out is carried whatever the kind")
func carriesOptOut() {
    let verdict = classify(
        "I am out of the office until 3 August. By the way, please remove me from your list.",
        subject: "Automatic reply: Quick question", header: "Auto-Submitted: auto-replied\n")
    #expect(verdict.optOut)
}

@Test("somebody else's removal is no opt-out of the writer")
func somebodyElse() {
    let verdict = classify(
        "Please remove bob@customer.example from your list, he has left. Tell me more though.")
    #expect(verdict.otherUnsubscribe == "bob@customer.example")
    #expect(verdict.kind == .reply)
    #expect(!verdict.optOut)
}

@Test("a header that people's mail carries decides nothing")
func sharedHeaders() {
    let verdict = classify(
        "Sounds interesting, send me more.", header: "X-Auto-Response-Suppress: All\nPrecedence: bulk\n")
    #expect(verdict.kind == .reply)
}

@Test("the same message, the same verdict; without a rule it may differ")
func leavesOutRules() throws {
    let message = Message(Array("From: a@b.example\nSubject: x\n\nunsubscribe\n".utf8))
    let classifier = Classifier(rules: ShippedRules.set)
    let verdict = classifier.classify(message, receivedAt: nil)
    #expect(verdict.kind == .unsubscribe)
    let rule = try #require(verdict.evidence.first { $0.rule.hasPrefix("unsubscribe.") }?.rule)
    let without = classifier.classify(message, receivedAt: nil, without: rule)
    #expect(!without.matchedRules.contains(rule))
    #expect(classifier.classify(message, receivedAt: nil).matchedRules == verdict.matchedRules)
}

@Test("only a trusted server's Authentication-Results count")
func authentication() {
    let header =
        "Authentication-Results: mx.us.example; spf=pass smtp.mailfrom=x; dkim=fail; dkim=pass header.d=y; dmarc=pass (p=none)\n"
    #expect(
        classify("Hi", header: header, trusted: ["MX.us.example"]).authentication
            == AuthenticationVerdict(spf: "pass", dkim: "pass", dmarc: "pass"))
    #expect(classify("Hi", header: header, trusted: ["other.example"]).authentication == nil)
    #expect(classify("Hi", header: header).authentication == nil)
}

private let languages: [(text: String, tag: String?)] = [
    ("Thank you for this, it is not what we need", "en"), ("Ich bin nicht der richtige für das Thema", "de"),
    ("Je ne suis pas la bonne personne pour vous", "fr"), ("No soy la persona que lleva esto, gracias", "es"),
    ("Спасибо, не интересно", "ru"), ("Дякую, це цікаво, але ні, її немає", "uk"), ("ありがとうございます", "ja"),
    ("谢谢，不需要", "zh-Hans"), ("감사합니다", "ko"), ("ευχαριστώ πολύ", "el"), ("", nil),
]

@Test("language", arguments: languages)
func language(_ text: String, _ tag: String?) {
    #expect(classify(text).language == tag)
}

@Test(
    "hostile text is classified in bounded time",
    arguments: ["unsubscribe ", "a ", "@", "<", "> \n", "not ", "2.2."])
func hostileText(_ unit: String) {
    let text = String(repeating: unit, count: 60_000)
    let time = ContinuousClock().measure { _ = classify(text) }
    #expect(time < .seconds(30))  // a debug build on a busy machine
}

@Test("broken messages do not trap")
func brokenMessages() {
    let classifier = Classifier(rules: ShippedRules.set)
    for bytes in [[], [0], [0xFF, 0xFE, 0x0A], Array("Subject: =?x?q?\n".utf8), Array(": \n\n\u{0}".utf8)]
        as [[UInt8]]
    {
        #expect(!classifier.classify(Message(bytes), receivedAt: nil).evidence.isEmpty)
    }
}
