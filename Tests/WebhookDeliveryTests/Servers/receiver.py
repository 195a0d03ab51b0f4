"""A receiver of webhooks; prints its port first, then each request as one line of JSON: path, headers, body.

/status/CODE          answers that, with Retry-After from the query
/script/NAME?A,B,C    answers A to the first request, B to the second, C to all others
/redirect             302 to /status/200
/big                  200 with more than a million bytes
/hang                 answers after 30 seconds
It ends with its standard input.
"""

import collections
import http.server
import json
import os
import socketserver
import sys
import threading
import time
import urllib.parse

counts = collections.Counter()
lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        url = urllib.parse.urlsplit(self.path)
        with lock:
            headers = {name.lower(): value for name, value in self.headers.items()}
            print(json.dumps({"path": url.path, "headers": headers, "body": body.decode()}), flush=True)
            number = counts[url.path]
            counts[url.path] += 1
        _, name, *rest = url.path.split("/")
        status, answer, fields = 404, b"", []
        if name == "status":
            status, fields = int(rest[0]), [("Retry-After", url.query)] if url.query else []
        elif name == "script":
            steps = url.query.split(",")
            status = int(steps[min(number, len(steps) - 1)])
        elif name == "redirect":
            status, fields = 302, [("Location", "/status/200")]
        elif name == "big":
            status, answer = 200, b"x" * (1 << 20)
        elif name == "hang":
            time.sleep(30)
            return
        self.send_response(status)
        for field in fields:
            self.send_header(*field)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if status not in (204, 304):
            self.wfile.write(answer)

    do_GET = do_POST

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
