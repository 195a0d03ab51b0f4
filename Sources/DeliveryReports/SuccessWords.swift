/// Subjects of reports in words alone that tell of success (RFC 3461 §4.1 NOTIFY=SUCCESS) or of relaying to a server
/// that sends no reports.
enum SuccessWords {
    /// Nil where the subject tells neither, or where the report also tells of a failure.
    static func action(subject: String, text: String) -> ReportedRecipient.Action? {
        guard let action = subjects.first(in: Array(subject.utf8.prefix(512))),
            !FailureWords.stand(in: subject),
            !FailureWords.stand(in: text)
        else { return nil }
        return action
    }

    private static let subjects = PhraseSet<ReportedRecipient.Action>([
        "(success)": .delivered, "successful mail delivery": .delivered, "successfully delivered": .delivered,
        "delivery successful": .delivered, "delivery receipt": .delivered, "was delivered": .delivered,
        "delivered:": .delivered, "delivery confirmation": .delivered, "(relay)": .relayed,
        "relayed": .relayed,
        "erfolgreich zugestellt": .delivered, "zustellbestätigung": .delivered, "zugestellt:": .delivered,
        "weitergeleitet:": .relayed, "remis :": .delivered, "remis:": .delivered,
        "remise effectuée": .delivered,
        "accusé de réception": .delivered, "relayé": .relayed, "entregado:": .delivered,
        "entrega correcta": .delivered, "confirmación de entrega": .delivered, "retransmitido": .relayed,
        "entregue:": .delivered, "confirmação de entrega": .delivered, "consegnato:": .delivered,
        "conferma di consegna": .delivered, "inoltrato:": .relayed, "bezorgd:": .delivered,
        "ontvangstbevestiging": .delivered, "levererat:": .delivered, "leveret:": .delivered,
        "levert:": .delivered, "toimitettu:": .delivered, "dostarczono:": .delivered,
        "potwierdzenie dostarczenia": .delivered, "doručeno:": .delivered, "kézbesítve:": .delivered,
        "livrat:": .delivered, "успешно доставлен": .delivered, "доставлено:": .delivered,
        "уведомление о доставке": .delivered, "teslim edildi": .delivered, "配信完了": .delivered,
        "配信されました": .delivered, "投递成功": .delivered, "已送达": .delivered, "已送達": .delivered,
        "배달됨": .delivered,
    ])
}
