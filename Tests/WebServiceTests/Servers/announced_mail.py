"""Resend's interface, the host where it keeps messages, and S3, as far as the tests need them; prints its port first.

Which of them is asked is told by the field Host. Keys that are right: re_right, and AKIDRIGHT with secret-right; the
signature is calculated here from what came. The last part of a mail's name says what becomes of it:
  late     not there the first time
  gone     never there
  busy     503 the first time
  large    longer than any message may be
  sealed   encrypted before it was stored (S3)
  moved    the link answers with a redirect to another host (Resend)
  plain    the link is not https (Resend)
  expired  the link is refused (Resend)
  sourceless  no link (Resend)
All else is there. Buckets are in eu-west-1. It ends with its standard input.
"""

import hashlib
import hmac
import http.server
import json
import os
import re
import socketserver
import ssl
import sys
import threading
import urllib.parse

LARGE = (40 << 20) + 1
API, KEPT = "api.resend.com", "kept.resend.example"
seen, lock = set(), threading.Lock()


def raw(name):
    return (
        f"From: anna@their.example\r\nTo: mia@ours.example\r\nMessage-ID: <{name}@their.example>\r\n"
        f"Subject: {name}\r\n\r\nGr\xfc\xdfe\r\n"
    ).encode("latin-1")


def signature(handler, secret, day, region, names):
    """As the documentation of Signature Version 4 says; `names` are the signed fields."""
    path, _, query = handler.path.partition("?")
    fields = "".join(f"{name}:{handler.headers[name].strip()}\n" for name in names)
    canonical = "\n".join(["GET", path, query, fields, ";".join(names), handler.headers["x-amz-content-sha256"]])
    scope = f"{day}/{region}/s3/aws4_request"
    text = "\n".join(
        ["AWS4-HMAC-SHA256", handler.headers["x-amz-date"], scope, hashlib.sha256(canonical.encode()).hexdigest()]
    )
    key = b"AWS4" + secret.encode()
    for part in (day, region, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.new(key, text.encode(), "sha256").hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body=b"", length=None, **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        host = self.headers["Host"]
        path = urllib.parse.unquote(self.path.partition("?")[0])
        name = path.rsplit("/", 1)[1]
        with lock:
            is_first = (host, path) not in seen
            seen.add((host, path))
        if host == API:
            self.resend(name, path, is_first)
        elif host == KEPT:
            self.kept(name)
        elif match := re.fullmatch(r"(?:[a-z0-9-]+\.)?s3\.([a-z0-9-]+)\.amazonaws\.com", host):
            self.s3(name, match[1], is_first)
        else:
            self.answer(421)

    def resend(self, name, path, is_first):
        if self.headers["Authorization"] != "Bearer re_right":
            return self.answer(403, b'{"name":"invalid_api_key"}')
        if path != f"/emails/receiving/{name}" or name == "gone" or (name == "late" and is_first):
            return self.answer(404, b'{"name":"not_found"}')
        if name == "busy" and is_first:
            return self.answer(503)
        scheme = "http" if name == "plain" else "https"
        link = {"download_url": f"{scheme}://{KEPT}/raw/{name}?signature=s%2B1", "expires_at": "2026-03-02T10:00:00Z"}
        body = {"object": "email", "id": name, "html": "<p>", "raw": None if name == "sourceless" else link}
        self.answer(200, json.dumps(body).encode(), Content_Type="application/json")

    def kept(self, name):
        if self.headers["Authorization"] or not self.path.endswith("?signature=s%2B1"):
            return self.answer(400)
        if name == "moved":
            return self.answer(302, Location="https://elsewhere.example/")
        if name == "expired":
            return self.answer(403)
        if name == "large":
            return self.answer(200, length=LARGE)
        self.answer(200, raw(name))

    def s3(self, name, region, is_first):
        if region != "eu-west-1":
            return self.answer(301, b"<Error><Code>PermanentRedirect</Code></Error>", x_amz_bucket_region="eu-west-1")
        given = re.fullmatch(
            r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request,SignedHeaders=([^,]+),Signature=(\w+)",
            self.headers["Authorization"] or "",
        )
        if not given or given[1] != "AKIDRIGHT" or given[3] != region or "host" not in given[4].split(";"):
            return self.answer(403, b"<Error><Code>InvalidAccessKeyId</Code></Error>")
        expected = signature(self, "secret-right", given[2], region, given[4].split(";"))
        if given[5] != expected:
            return self.answer(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>")
        if name == "gone" or (name == "late" and is_first):
            return self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        if name == "busy" and is_first:
            return self.answer(503, b"<Error><Code>SlowDown</Code></Error>")
        if name == "large":
            return self.answer(200, length=LARGE)
        if name == "sealed":
            return self.answer(200, b"\x00\x01", x_amz_meta_x_amz_key_v2="AQ==")
        self.answer(200, raw(name))

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


server = Server(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
