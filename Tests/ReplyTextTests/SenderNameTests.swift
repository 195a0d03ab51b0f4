import Testing

@testable import ReplyText

/// The sender's name under the answer in forms that differ from the one in From.
private let names: [(from: String, body: String, reply: String)] = [
    ("Tom Hale <tom@a.example>", "> Price?\n\nTen.\n\n> Stop here: link\n\nTom Hale", "Ten."),
    ("Ngaio Bell <ngaio@a.example>", "Hi Mia,\n\n> Price?\n\nTen.\n\n> Bye\n\nN.", "Hi Mia,\nTen."),
    ("Tom Hale <tom@a.example>", "> Price?\n\nTen.\n\n> Day?\n\nTuesday", "Ten.\nTuesday"),
    ("Karel Dvorak <kd@a.example>", "Zkuste to v srpnu.\n\nK. Dvorak, nákup", "Zkuste to v srpnu."),
    (
        "Padre Ilario <eco@a.example>", "Ne parliamo dopo Pasqua.\n\ndon Ilario, economo",
        "Ne parliamo dopo Pasqua."
    ),
    ("Karel Dvorak <kd@a.example>", "Zavolejte.\n\nPan Novak, sklad", "Zavolejte.\nPan Novak, sklad"),
    ("陳怡君 <yijun@a.example>", "下週再談好嗎?我先看報價。\n怡君", "下週再談好嗎?我先看報價。"),
    ("Dana Oren <dana@a.example>", "כמה זה עולה?\n\nדנה", "כמה זה עולה?"),
    ("Dana Oren <dana@a.example>", "כמה זה עולה?\n\nמחר", "כמה זה עולה?\nמחר"),
    (
        "Dana Oren <dana@a.example>", "אפשר ביום שני?\n\nדנה אורן\nסמנכ\"לית, אורן תאורה\n050-555-0133",
        "אפשר ביום שני?"
    ),
    ("Salma Nasr <salma@a.example>", "كم السعر؟\n\nسلمى", "كم السعر؟"),
    ("Salma Nasr <salma@a.example>", "نتكلم بعد العيد.\n\nمع المودة،\nسلمى نصر", "نتكلم بعد العيد."),
    ("Rohan K <rohan@a.example>", "कीमत क्या है?\n\nरोहन", "कीमत क्या है?"),
    ("Rohan K <rohan@a.example>", "कीमत भेजिए।\n\nरोहन", "कीमत भेजिए।"),
    ("Siri Dahl <siri@a.example>", "Gjerne i mars.\n\nHilsen fra Siri", "Gjerne i mars."),
    ("Eszter Kis <eszter@a.example>", "Jöhet kedden!\n\nÖlel: Eszter", "Jöhet kedden!"),
    ("森田 健 <morita@a.example>", "来月お願いします。\n\n青葉堂 森田", "来月お願いします。"),
    (
        "Ivo Babić <ivo@a.example>", "Može u petak.\n\nLp,\nIvo Babić, dipl. ing. agr.\nBabić d.o.o.",
        "Može u petak."
    ),
    ("Siri Dahl <siri@a.example>", "Spør etter Siri.", "Spør etter Siri."),
    ("Fiona Bray <fiona@a.example>", "Back on Sunday.\n\nFi x", "Back on Sunday."),
    ("Fiona Bray <fiona@a.example>", "Which one?\n\nSize xx", "Which one?\nSize xx"),
    ("Luc Roy <luc@a.example>", "Je regarde ça dimanche.\nA+", "Je regarde ça dimanche."),
    ("Gabinet <g@a.example>", "Tylko mailem.\n\nlek. dent. Ewa Lis", "Tylko mailem."),
    ("Praxis <p@a.example>", "Nur per Mail.\n\nDr. med. dent. Karin Huber", "Nur per Mail."),
    ("Praxis <p@a.example>", "Wer hilft?\n\nsiehe Karin Huber", "Wer hilft?\nsiehe Karin Huber"),
    ("Rohan Chauhan <chauhan@a.example>", "भाई से पूछिए:\nbhai@a.example\n\nरोहन", "भाई से पूछिए:\nbhai@a.example"),
    ("Rohan Chauhan <chauhan@a.example>", "ठीक है।\n\nरोहन चौहान", "ठीक है।"),
    ("Rohan Chauhan <chauhan@a.example>", "ठीक है।\n\nकल मिलते", "ठीक है।\nकल मिलते"),
    ("Dana Oren <dana@a.example>", "נשמע טוב :)\n\nדנה", "נשמע טוב :)"),
    ("Somsak R <somsak@a.example>", "โทรมา 02-555-0133\n\nสมศักดิ์", "โทรมา 02-555-0133"),
    ("Peter Hoza <hoza@a.example>", "Koľko to stojí?\n\nPH", "Koľko to stojí?"),
    ("Peter Hoza <hoza@a.example>", "Čo to je?\n\nTV", "Čo to je?\nTV"),
    ("Per Lindh <lindh@a.example>", "Skicka en sats.\n\n/Pelle", "Skicka en sats."),
    ("Per Lindh <lindh@a.example>", "Skicka en sats.\n\n/stopp", "Skicka en sats.\n/stopp"),
    ("Ann Reed <ann@a.example>", "Call at two.\n\nPlease ask for Ann!", "Call at two.\nPlease ask for Ann!"),
]

@Test("names of the sender that From writes otherwise", arguments: names)
func cutsSenderName(_ from: String, _ body: String, _ reply: String) {
    #expect(ReplySamples.plain(body + "\n", from: from).visibleReply == reply)
}

/// What programs and firms add, with marks around it.
private let additions: [String] = [
    "P Pensez à l'environnement avant d'imprimer ce courriel.",
    "\"Esta mensagem pode conter informação confidencial. Se a recebeu por engano, apague-a.\"",
    "Inviato dalla nuova app Posta",
    "AVISO: Esta mensagem pode conter informação confidencial.",
    "WICHTIGER HINWEIS: Diese E-Mail ist vertraulich und nur für den Adressaten bestimmt.",
    "Reed & Sons GmbH · Sitz Hagen · Geschäftsführer: Paul Reed und weitere Personen in der Firma\n"
        + "Diese E-Mail enthält vertrauliche Informationen, die nicht weitergegeben werden dürfen.",
]

@Test("additions with marks before them", arguments: additions)
func cutsAddition(_ line: String) {
    #expect(
        ReplySamples.plain("Sounds fine.\n\nBest regards\n\nAnn Reed\n\(line)\n").visibleReply
            == "Sounds fine.")
}
