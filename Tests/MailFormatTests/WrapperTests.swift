import Testing

@testable import MailFormat

private let types: [(contentType: String, wrappers: [Wrapper])] = [
    ("text/plain", []),
    ("multipart/signed; protocol=\"application/pgp-signature\"; boundary=b", [.pgpSigned]),
    ("multipart/signed; protocol=\"application/x-pkcs7-signature\"; boundary=b", [.smimeSigned]),
    ("multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b", [.pgpEncrypted]),
    ("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", [.smimeSigned]),
    ("application/x-pkcs7-mime; name=smime.p7m", [.smimeEncrypted]),
    (
        "message/partial; id=\"abc@x.example\"; number=2; total=3",
        [.partial(id: "abc@x.example", number: 2, total: 3)]
    ),
    (
        "message/partial; id=\"abc@x.example\"; number=1",
        [.partial(id: "abc@x.example", number: 1, total: nil)]
    ),
    ("message/partial", []),  // RFC 2046 §5.2.2 demands a number
]

@Test("S/MIME, PGP/MIME and pieces are reported", arguments: types)
func reportsWrappers(_ contentType: String, _ wrappers: [Wrapper]) {
    let message = Message(Array("Content-Type: \(contentType)\n\n--b\n\nx\n--b--\n".utf8))
    #expect(message.wrappers == wrappers)
}
