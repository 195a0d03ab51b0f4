"""A token endpoint, the Gmail API and Microsoft Graph as far as the tests need them; prints its port first.

POST /control with a form changes it; each name may come more than once:
  add=ID,FOLDER     a message (FOLDER: INBOX, SPAM, SENT, DRAFT, TRASH for Gmail; inbox, junkemail, draft for Graph)
  gone=ID           it is listed, but cannot be fetched
  late=ID           it cannot be fetched the first two times
  moved=ID          it can be fetched under another id only, which a search for its Message-ID tells
  refuse=ID         it is listed, and asking for it ends in a status that nobody expects; until give=ID
  expire=           the access token is no longer valid
  forget=           histories and deltas told until now are too old
  status=N,CODE,RETRY   the next N requests of mail get that status, with Retry-After unless RETRY is empty
  limit=N           as Gmail tells that too much was asked: 403 with a reason, the next N times
  foreign=          links to the next page lead to another host
GET /log gives what was asked since the last time, one line each. Pages hold two messages. It ends with its standard input.
"""

import base64
import http.server
import json
import os
import socketserver
import sys
import threading
import urllib.parse

lock = threading.RLock()
log, added, tokens = [], [], []
marks = {"gone": set(), "late": {}, "moved": set(), "refuse": set()}
state = {"oldest": 0, "status": [], "foreign": False}


def raw(message):
    return f"Message-ID: <{message}@example.net>\r\nSubject: {message}\r\n\r\n\xfc{message}?>\r\n".encode("latin-1")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body, fields=()):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        text = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = urllib.parse.parse_qsl(text, keep_blank_values=True)
        with lock:
            self.token(dict(form)) if self.path == "/token" else self.control(form)

    def token(self, form):
        log.append("POST /token " + form.get("refresh_token", ""))
        given = form.get("refresh_token")
        if form.get("grant_type") != "refresh_token" or form.get("client_id") != "client":
            return self.answer(401, {"error": "invalid_client"})
        if form.get("client_secret", "right") != "right":
            return self.answer(401, {"error": "invalid_client", "error_description": "wrong"})
        if given == "withdrawn":
            return self.answer(400, {"error": "invalid_grant"})
        if given == "busy":
            return self.answer(429, {"error": "temporarily_unavailable"}, [("Retry-After", "77")])
        if given == "nonsense":
            return self.answer(200, b"<html>")
        tokens.append(f"t{len(tokens) + 1}")
        body = {"access_token": tokens[-1], "expires_in": 3600, "token_type": "Bearer"}
        if given == "brief":
            body["expires_in"] = "200"
        if given == "turning":
            body["refresh_token"] = "turned"
        self.answer(200, body)

    def control(self, form):
        for name, value in form:
            if name == "add":
                added.append(tuple(value.split(",")))
            elif name in ("gone", "moved", "refuse"):
                marks[name].add(value)
            elif name == "give":
                marks["refuse"].discard(value)
            elif name == "late":
                marks["late"][value] = 2
            elif name == "expire":
                tokens.append("none")
            elif name == "forget":
                state["oldest"] = len(added) + 1
            elif name == "status":
                count, code, retry = value.split(",")
                state["status"] += [(int(code), retry, {})] * int(count)
            elif name == "limit":
                fault = {"error": {"code": 403, "errors": [{"reason": "userRateLimitExceeded"}]}}
                state["status"] += [(403, "", fault)] * int(value)
            elif name == "foreign":
                state["foreign"] = True
        self.answer(200, {})

    def do_GET(self):
        with lock:
            if self.path == "/log":
                text = "\n".join(log).encode()
                log.clear()
                return self.answer(200, text)
            log.append("GET " + urllib.parse.unquote(self.path))
            if not tokens or self.headers.get("Authorization") != f"Bearer {tokens[-1]}":
                return self.answer(401, {"error": {"code": "InvalidAuthenticationToken"}})
            if state["status"]:
                code, retry, body = state["status"].pop(0)
                return self.answer(code, body, [("Retry-After", retry)] if retry else [])
            url = urllib.parse.urlsplit(self.path)
            query = dict(urllib.parse.parse_qsl(url.query))
            parts = url.path.strip("/").split("/")
            if parts[:2] == ["gmail", "v1"]:
                return self.gmail(parts[4:], query)
            return self.graph(parts[1:], query)

    def fetchable(self, message):
        if marks["late"].get(message, 0) > 0:
            marks["late"][message] -= 1
            return False
        return message not in marks["gone"] and message not in marks["moved"]

    def gmail(self, parts, query):
        start = int(query.get("pageToken", 0))
        if parts == ["profile"]:
            return self.answer(200, {"historyId": str(len(added) + 1000)})
        if parts == ["messages"]:
            junk = query["includeSpamTrash"] == "true"
            known = [m for m, f in added if f not in ("SENT", "DRAFT", "TRASH") and (junk or f != "SPAM")]
            body = {"resultSizeEstimate": len(known)}
            if known:
                body["messages"] = [{"id": m, "threadId": m} for m in known[start : start + 2]]
            if start + 2 < len(known):
                body["nextPageToken"] = str(start + 2)
            return self.answer(200, body)
        if parts == ["history"]:
            since = int(query["startHistoryId"]) - 1000
            if since < state["oldest"] - 1:
                return self.answer(404, {"error": {"code": 404}})
            new = added[since:]
            body = {"historyId": str(len(added) + 1000)}
            if new:
                body["history"] = [
                    {"id": "1", "messagesAdded": [{"message": {"id": m, "threadId": m, "labelIds": [f]}}]}
                    for m, f in new[start : start + 2]
                ]
            if start + 2 < len(new):
                body["nextPageToken"] = str(start + 2)
            return self.answer(200, body)
        message = parts[1]
        if message in marks["refuse"]:
            return self.answer(418, {})
        if not self.fetchable(message):
            return self.answer(404, {"error": {"code": 404}})
        folder = dict(added)[message]
        text = base64.urlsafe_b64encode(raw(message)).decode().rstrip("=")
        self.answer(200, {"id": message, "labelIds": [folder], "internalDate": "1767323045678", "raw": text})

    def graph(self, parts, query):
        if parts[:2] == ["me", "mailFolders"]:
            return self.delta(parts[2], query)
        if "$filter" in query:
            message = query["$filter"].split("<")[1].split("@")[0]
            found = [{"id": message + "-elsewhere"}] if message in marks["moved"] else []
            return self.answer(200, {"value": found})
        message = urllib.parse.unquote(parts[2])
        if message in marks["refuse"]:
            return self.answer(418, {})
        if message.endswith("-elsewhere"):
            return self.answer(200, raw(message.removesuffix("-elsewhere")))
        if "ImmutableId" not in self.headers.get("Prefer", "") or not self.fetchable(message):
            return self.answer(404, {"error": {"code": "ErrorItemNotFound"}})
        self.answer(200, raw(message))

    def delta(self, folder, query):
        token = query.get("$deltatoken") or query.get("$skiptoken")
        start, known = (0, 0) if token is None else map(int, token.split("-"))
        if token is not None and known < state["oldest"] - 1:
            return self.answer(410, {"error": {"code": "syncStateNotFound"}})
        here = [(m, f) for m, f in added if f == folder or (f == "draft" and folder == "inbox")]
        page = [
            {
                "id": m,
                "receivedDateTime": "2026-01-02T03:04:05Z",
                "isDraft": f == "draft",
                "internetMessageId": f"<{m}@example.net>",
            }
            for m, f in here[start : start + 2]
        ]
        if start == 0 and page:
            page.append({"id": "old", "@removed": {"reason": "deleted"}})
        host = "http://elsewhere.example" if state["foreign"] else f"http://{self.headers['Host']}"
        base = f"{host}/v1.0/me/mailFolders/{folder}/messages/delta"
        end = min(start + 2, len(here))
        more = end < len(here)
        kind, name = ("@odata.nextLink", "$skiptoken") if more else ("@odata.deltaLink", "$deltatoken")
        self.answer(200, {"value": page, kind: f"{base}?{name}={end}-{len(added)}"})

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
