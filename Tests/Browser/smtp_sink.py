"""A mail server that keeps what it is given, or refuses it."""

import email
import email.policy
import socket
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "mia@outreach.northwind.example", "mailbox-secret"


class Sink:
    def __init__(self):
        self.mails: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.logins: list[tuple[str, str]] = []
        # What it says to the end of DATA in place of taking the mail.
        self.refusal: str | None = None
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.controller = Controller(
            self, "127.0.0.1", self.port, authenticator=self.authenticate, auth_require_tls=False,
            auth_required=True,
        )  # fmt: skip
        self.controller.start()

    def authenticate(self, _server, _session, _envelope, _mechanism, data):
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False)
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=self.logins[-1] == (USER, PASSWORD))

    async def handle_DATA(self, _server, _session, envelope):
        if self.refusal:
            return self.refusal
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 2.0.0 kept"

    def stop(self) -> None:
        self.controller.stop()
