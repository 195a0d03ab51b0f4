"""How each provider signs what it sends, made with keys of our own."""

import base64
import hashlib
import hmac
import json
import time
import urllib.parse
import uuid

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

CURVE_KEY = ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
SHARED_KEY = "key-0123456789abcdef"
SVIX_KEY = b"0123456789abcdef01234567"
USER, PASSWORD = "hook", "a password: with colon"


def public(key) -> str:
    der = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(der).decode()


def mac(digest, key: bytes, text: bytes) -> bytes:
    return hmac.new(key, text, digest).digest()


def base64_text(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


# Each gives header fields and body of a request; `url` is the address of the endpoint.


def plain(url, body):
    return {"Content-Type": "application/json"}, json.dumps(body).encode()


def basic(url, body):
    fields, octets = plain(url, body)
    return fields | {"Authorization": "Basic " + base64_text(f"{USER}:{PASSWORD}".encode())}, octets


def basic_form(url, fields):
    boundary = uuid.uuid4().hex
    parts = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    return basic(url, None)[0] | {"Content-Type": f"multipart/form-data; boundary={boundary}"}, (
        parts + f"--{boundary}--\r\n"
    ).encode()


def header_field(url, body):
    fields, octets = plain(url, body)
    return fields | {"X-MessageSystems-Webhook-Token": PASSWORD}, octets


def sendgrid(url, body, key=CURVE_KEY):
    fields, octets = plain(url, body)
    moment = str(int(time.time()))
    signature = key.sign(moment.encode() + octets, ec.ECDSA(hashes.SHA256()))
    return fields | {
        "X-Twilio-Email-Event-Webhook-Timestamp": moment,
        "X-Twilio-Email-Event-Webhook-Signature": base64_text(signature),
    }, octets


def mailgun_proof(key=SHARED_KEY):
    moment, token = str(int(time.time())), uuid.uuid4().hex
    signature = mac(hashlib.sha256, key.encode(), (moment + token).encode()).hex()
    return {"timestamp": moment, "token": token, "signature": signature}


def mailgun(url, body, key=SHARED_KEY):
    return plain(url, {"signature": mailgun_proof(key), "event-data": body})


def mailgun_form(url, fields, key=SHARED_KEY):
    body = urllib.parse.urlencode(fields | mailgun_proof(key))
    return {"Content-Type": "application/x-www-form-urlencoded"}, body.encode()


def svix(url, body, key=SVIX_KEY, name=None):
    fields, octets = plain(url, body)
    name, moment = name or f"msg_{uuid.uuid4().hex}", str(int(time.time()))
    signature = mac(hashlib.sha256, key, f"{name}.{moment}.".encode() + octets)
    return fields | {
        "svix-id": name,
        "svix-timestamp": moment,
        "svix-signature": "v1," + base64_text(signature),
    }, octets


def mandrill(url, events, key=SHARED_KEY):
    value = json.dumps(events)
    signature = mac(hashlib.sha1, key.encode(), f"{url}mandrill_events{value}".encode())
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Mandrill-Signature": base64_text(signature),
    }, (urllib.parse.urlencode({"mandrill_events": value}).encode())


def postal(url, body, key=RSA_KEY):
    fields, octets = plain(url, body)
    return fields | {
        "X-Postal-Signature": base64_text(key.sign(octets, padding.PKCS1v15(), hashes.SHA1())),
        "X-Postal-Signature-256": base64_text(key.sign(octets, padding.PKCS1v15(), hashes.SHA256())),
    }, octets


def postal_sha1(url, body):
    fields, octets = postal(url, body)
    return {name: value for name, value in fields.items() if not name.endswith("256")}, octets
