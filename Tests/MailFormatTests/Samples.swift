@testable import MailFormat

/// Messages written for these tests, with LF. Each is read with CRLF too, and cut off at every byte.
enum Samples {
    static func crlf(_ text: String) -> [UInt8] {
        text.utf8.flatMap { $0 == 10 ? [13, 10] : [$0] }
    }

    static func message(_ text: String) -> Message { Message(Array(text.utf8)) }

    static let plain = """
        From: "Doe, Jane" <jane@lead.example>
        To: sales: a@one.example, Bob <b@two.example>;
        Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?utf-8?B?IGF1cyBLw7ZsbiDigqw=?=
        Date: Tue, 4 Mar 2025 10:00:00 +0100 (CET)
        Message-ID: <one@lead.example>
        In-Reply-To: <zero@ours.example>
        References: <minus@ours.example>
          <zero@ours.example>
        Received: from a by b with ESMTP id x; Tue, 4 Mar 2025 09:00:05 +0000
        Return-Path: <>
        Content-Type: text/plain; charset=utf-8; format=flowed
        Content-Transfer-Encoding: quoted-printable

        Gr=C3=BC=C3=9Fe=20
        aus K=
        =C3=B6ln
        > zitiert
        --=20
        Jane
        """

    static let mixed = """
        From: a@one.example
        Subject: files
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="out er=_1"

        preamble
        --out er=_1
        Content-Type: multipart/alternative; boundary=in

        --in
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: base64

        R3L832Uh
        --in
        Content-Type: text/html

        <b>Hi</b>
        --in--
        --out er=_1
        Content-Type: application/pdf; name="=?utf-8?Q?=C3=A4.pdf?="
        Content-Disposition: attachment;
         filename*0*=utf-8''%C3%A4%20;
         filename*1=b.pdf
        Content-Transfer-Encoding: base64

        AAEC
        --out er=_1
        Content-Type: message/rfc822

        From: nested@two.example
        Subject: inner
        Content-Type: multipart/mixed; boundary=deep

        --deep

        nested text
        --out er=_1
        Content-Type: message/rfc822
        Content-Transfer-Encoding: base64

        U3ViamVjdDogZW5jb2RlZAoKYm9keQo=
        --out er=_1--
        epilogue
        """

    static let digest = """
        Subject: digest
        Content-Type: multipart/digest; boundary=d

        --d

        From: a@one.example
        Subject: first

        one
        --d
        Content-Type: text/plain

        note
        --d--
        """

    static let report = """
        From: MAILER-DAEMON@mx.example
        Subject: failure
        Content-Type: multipart/report; report-type=delivery-status; boundary=r

        --r

        It failed.
        --r
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; x@y.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1
         no such user
        --r
        Content-Type: text/rfc822-headers

        Message-ID: <sent@ours.example>
        --r--
        """

    static let broken = """

        From jane@lead.example Tue Mar  4 10:00:00 2025
        From : jane@lead.example
        this line is no field
          nor is this
        Subject: caf\u{E9}
        Content-Type: multipart/mixed;
          boundary="b"; charset="x
        --b
        no header here
        --b
        Content-Type: ; charset=nonsense
        Content-Transfer-Encoding: 9bit

        (((( "open <
        --bb
        =?utf-8?Q?open
        --b
        Content-Type: multipart/mixed

        --lost
        X: y

        z
        """

    static let all = [plain, mixed, digest, report, broken]
}
