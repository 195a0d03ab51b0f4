"""Each provider: what proves its notifications, what it sends when a mail bounced, and what we answer."""

import dataclasses
import time
import uuid
from typing import Callable

from cryptography.hazmat.primitives.asymmetric import ec, rsa

import signatures as sign
from workspace import iso8601, reply

TEXT = "550 5.1.1 <{address}>: user unknown"
SHARED = {"user": sign.USER, "password": sign.PASSWORD}


@dataclasses.dataclass
class Provider:
    """A row of the table."""

    slug: str
    proof: dict  # fields of the form that makes the source
    request: Callable  # (url, content) to header fields and body
    content: Callable  # (lead, mailbox) to what `request` wraps
    forged: Callable = None  # `request` with another key; None where the secret is sent along
    stage: str | None = "bounced"
    stored: int = 200
    refused: int = 401
    unset: int = 503  # our own fault: it shall come again
    covers_body: bool = False
    name: str = ""

    def __post_init__(self):
        self.name = self.name or self.slug


def sendgrid(lead, mailbox):
    return [
        {
            "event": "bounce",
            "type": "bounce",
            "email": lead.address,
            "smtp-id": f"<{lead.message_id}>",
            "sg_event_id": uuid.uuid4().hex,
            "sg_message_id": "abc.filter",
            "timestamp": int(time.time()),
            "status": "5.1.1",
            "reason": TEXT.format(address=lead.address),
        }
    ]


def sendgrid_inbound(lead, mailbox):
    return {
        "envelope": f'{{"to":["{mailbox}"],"from":"{lead.address}"}}',
        "email": reply(lead.address, mailbox, lead.message_id),
    }


def mailgun(lead, mailbox):
    return {
        "event": "failed",
        "severity": "permanent",
        "reason": "bounce",
        "id": uuid.uuid4().hex,
        "timestamp": time.time(),
        "recipient": lead.address,
        "message": {"headers": {"message-id": lead.message_id, "from": mailbox}},
        "delivery-status": {"code": 550, "message": TEXT.format(address=lead.address)},
    }


def mailgun_routes(lead, mailbox):
    return {
        "recipient": mailbox,
        "sender": lead.address,
        "body-mime": reply(lead.address, mailbox, lead.message_id),
    }


def postmark(lead, mailbox):
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "TypeCode": 1,
        "ID": uuid.uuid4().int >> 80,
        "MessageID": lead.message_id,
        "Email": lead.address,
        "From": mailbox,
        "BouncedAt": iso8601(time.time()),
        "Details": "smtp;" + TEXT.format(address=lead.address),
    }


def sparkpost(lead, mailbox):
    return [
        {
            "msys": {
                "message_event": {
                    "type": "bounce",
                    "bounce_class": "10",
                    "event_id": str(uuid.uuid4().int >> 70),
                    "message_id": lead.message_id,
                    "rcpt_to": lead.address,
                    "raw_rcpt_to": lead.address,
                    "timestamp": str(int(time.time())),
                    "error_code": "550",
                    "raw_reason": TEXT.format(address=lead.address),
                }
            }
        }
    ]


def brevo(lead, mailbox):
    return {
        "event": "hard_bounce",
        "email": lead.address,
        "message-id": f"<{lead.message_id}>",
        "ts_epoch": int(time.time() * 1_000),
        "reason": TEXT.format(address=lead.address),
    }


def mailjet(lead, mailbox):
    return [
        {
            "event": "bounce",
            "MessageID": lead.message_id,
            "email": lead.address,
            "time": int(time.time()),
            "hard_bounce": True,
            "blocked": False,
            "error": "user unknown",
            "comment": TEXT.format(address=lead.address),
        }
    ]


def resend(lead, mailbox):
    return {
        "type": "email.bounced",
        "created_at": iso8601(time.time()),
        "data": {
            "email_id": lead.message_id,
            "to": [lead.address],
            "from": mailbox,
            "bounce": {
                "type": "Permanent",
                "subType": "General",
                "message": TEXT.format(address=lead.address),
            },
        },
    }


def mandrill(lead, mailbox):
    return [
        {
            "event": "hard_bounce",
            "_id": lead.message_id,
            "ts": int(time.time()),
            "msg": {
                "_id": lead.message_id,
                "email": lead.address,
                "sender": mailbox,
                "diag": "smtp;" + TEXT.format(address=lead.address),
            },
        }
    ]


def postal(lead, mailbox):
    return {
        "event": "MessageDeliveryFailed",
        "uuid": str(uuid.uuid4()),
        "timestamp": time.time(),
        "payload": {
            "message": {"message_id": lead.message_id, "to": lead.address, "from": mailbox},
            "status": "HardFail",
            "output": TEXT.format(address=lead.address),
        },
    }


def graph(lead, mailbox):
    return {
        "value": [
            {
                "subscriptionId": str(uuid.uuid4()),
                "changeType": "created",
                "clientState": sign.PASSWORD,
                "resource": "users/u/messages/m",
                "resourceData": {"id": uuid.uuid4().hex},
            }
        ]
    }


SENDGRID = {"public_key": sign.public(sign.CURVE_KEY)}
POSTAL = {"public_key": sign.public(sign.RSA_KEY)}
MAC = {"signing_key": sign.SHARED_KEY}
SVIX = {"signing_key": "whsec_" + sign.base64_text(sign.SVIX_KEY)}
FIELD = {"header_name": "X-MessageSystems-Webhook-Token", "header_value": sign.PASSWORD}
OTHER_CURVE_KEY = ec.generate_private_key(ec.SECP256R1())
OTHER_RSA_KEY = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


def with_key(request, key):
    return lambda url, content: request(url, content, key=key)


PROVIDERS = [
    Provider(
        "sendgrid",
        SENDGRID,
        sign.sendgrid,
        sendgrid,
        with_key(sign.sendgrid, OTHER_CURVE_KEY),
        covers_body=True,
    ),
    Provider("sendgrid-inbound", SHARED, sign.basic_form, sendgrid_inbound, stage="replied"),
    # Signs its own token and not the event; 406 is what ends its tries.
    Provider("mailgun", MAC, sign.mailgun, mailgun, with_key(sign.mailgun, "another"), refused=406),
    Provider(
        "mailgun-routes",
        MAC,
        sign.mailgun_form,
        mailgun_routes,
        with_key(sign.mailgun_form, "another"),
        stage="replied",
        refused=406,
    ),
    Provider("postmark", SHARED, sign.basic, postmark),
    Provider("sparkpost", FIELD, sign.header_field, sparkpost),
    Provider("brevo", SHARED, sign.basic, brevo),
    Provider("mailjet", SHARED, sign.basic, mailjet),
    Provider("resend", SVIX, sign.svix, resend, with_key(sign.svix, b"another"), covers_body=True),
    Provider("mandrill", MAC, sign.mandrill, mandrill, with_key(sign.mandrill, "another"), covers_body=True),
    # Postal gives up on every 5xx: what shall come again is 429.
    Provider(
        "postal",
        POSTAL,
        sign.postal,
        postal,
        with_key(sign.postal, OTHER_RSA_KEY),
        unset=429,
        covers_body=True,
    ),
    Provider("postal", POSTAL, sign.postal_sha1, postal, unset=429, covers_body=True, name="postal-sha1"),
    # Says where there is news; the secret stands in the body.
    Provider("graph", {"client_state": sign.PASSWORD}, sign.plain, graph, stage=None, stored=202),
]
