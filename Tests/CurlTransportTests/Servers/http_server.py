"""An HTTP/1.1 server for the tests: what it does stands in the path. Prints its port first.

/echo            the request as text: method, path, fields in the order they came, body
/status/CODE     that status
/redirect/N      302 to the URL in the query, N times to itself first
/bytes/N         N bytes with their length told
/stream/N        N bytes in chunks
/cut             tells a length of 100 and closes after 10
/hang            never answers
/connection      a number that is the same for all requests of one connection

The arguments are a certificate and its key: then it speaks TLS. It ends with its standard input.
"""

import http.server
import itertools
import os
import socketserver
import ssl
import sys
import threading
import time
import urllib.parse

numbers = itertools.count(1)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        self.number = next(numbers)

    def answer(self, status, body=b"", fields=()):
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = urllib.parse.urlsplit(self.path)
        _, name, *rest = path.path.split("/")
        number = int(rest[0]) if rest else 0
        if name == "echo":
            lines = [f"{self.command} {self.path}"] + [f"{n}: {v}" for n, v in self.headers.items()]
            text = "\n".join(lines).encode() + b"\n\n" + body
            self.answer(200, text, [("X-Twice", "one"), ("X-Twice", "two"), ("X-Empty", "")])
        elif name == "status":
            self.answer(number, b"" if number == 204 else b"as you like", [("Retry-After", "7")])
        elif name == "redirect":
            target = urllib.parse.unquote(path.query)
            where = f"/redirect/{number - 1}?{path.query}" if number > 1 else target
            self.answer(302, b"elsewhere", [("Location", where)])
        elif name == "bytes":
            self.answer(200, b"x" * number)
        elif name == "stream":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for _ in range(number // 1000):
                self.wfile.write(b"3e8\r\n" + b"x" * 1000 + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
        elif name == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"0123456789")
            self.close_connection = True
        elif name == "hang":
            time.sleep(30)
        elif name == "connection":
            self.answer(200, str(self.number).encode())
        else:
            self.answer(404)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def handle_error(self, *_):
        pass


server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 1:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
