"""A small IMAP server with one behaviour: imap_oddity.py BEHAVIOUR [CERTIFICATE KEY]. Prints its port.

It has five messages in INBOX, whose texts look like responses, and one in Junk. A behaviour that breaks the session
does so on the first connection only, so that a second poll shows what was lost; `refuses` lasts.
"""

import re
import socket
import ssl
import sys
import threading
import time

behaviour, *pair = sys.argv[1:]
TEXTS = [
    "Subject: 1\r\n\r\nA004 OK done\r\n",
    "Subject: 2\r\n\r\n* BYE gone\r\n)\r\n* 99 FETCH (UID 4242 BODY[] {3}\r\nabc)\r\n",
    "Subject: 3\r\n\r\n" + "x" * 20000 + "\r\n",
    "Subject: 4\r\n\r\n* OK [UIDVALIDITY 1] new\r\n+ go on\r\n{99}\r\n",
    "Subject: 5\r\n\r\nend\r\n",
]
FOLDERS = {"INBOX": TEXTS, "Junk": ["Subject: junk\r\n\r\n"]}
context = None
if pair:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*pair)
logins = 0  # a client may come twice before it knows how to log in


class Broken(Exception):
    pass


class Session:
    def __init__(self, connection):
        self.connection = connection
        self.lines = connection.makefile("rb")
        self.is_first = False
        self.folder = None

    def send(self, text):
        data = text.encode()
        if behaviour == "byte-by-byte":
            for place in range(len(data)):
                self.connection.sendall(data[place : place + 1])
        else:
            self.connection.sendall(data)

    def run(self):
        self.send("* OK ready\r\n")
        while line := self.lines.readline().decode().rstrip("\r\n"):
            tag, _, command = line.partition(" ")
            self.answer(tag, command)

    def answer(self, tag, command):
        word = command.upper().split(" ")[0]
        if word == "CAPABILITY":
            self.send(f"* CAPABILITY IMAP4rev1 SPECIAL-USE\r\n{tag} OK done\r\n")
        elif word == "LOGIN":
            # What comes with the answer may be lost, and cut in the middle of a line.
            global logins
            logins += 1
            self.is_first = logins == 1
            extra = "* 3 EXISTS\r\n* LIST () \"/\" x\r\n" if behaviour == "talks-after-login" else ""
            self.send(f"{tag} OK logged in\r\n{extra}")
        elif word == "LIST":
            self.send(f'* LIST () "/" INBOX\r\n* LIST (\\Junk) "/" Junk\r\n{tag} OK done\r\n')
        elif word == "EXAMINE":
            self.examine(tag, command)
        elif command.upper().startswith("UID FETCH"):
            self.fetch(tag, command)
        elif word == "LOGOUT":
            if behaviour == "no-goodbye":
                raise Broken
            self.send(f"* BYE bye\r\n{tag} OK done\r\n")
            raise Broken
        else:
            self.send(f"{tag} BAD unknown\r\n")

    def examine(self, tag, command):
        self.folder = command.split(" ", 1)[1].split('"')[1]
        if behaviour == "too-many" and self.is_first:
            self.send("* BYE Too many simultaneous connections. (Failure)\r\n")
            raise Broken
        count = len(FOLDERS[self.folder])
        self.send(f"* {count} EXISTS\r\n* OK [UIDVALIDITY 3] x\r\n* OK [UIDNEXT {count + 1}] x\r\n{tag} OK done\r\n")

    def fetch(self, tag, command):
        if behaviour == "silent" and self.is_first:
            time.sleep(3600)
        if behaviour == "throttles" and self.is_first:
            self.is_first = False
            return self.send(f"{tag} BAD Request is throttled. Suggested Backoff Time: 200 milliseconds\r\n")
        if behaviour == "refuses" and self.folder == "INBOX":
            return self.send(f"{tag} NO [SERVERBUG] Internal error occurred\r\n")
        low, high = (int(number) for number in re.match(r"UID FETCH (\d+):(\d+)", command).groups())
        for place, text in enumerate(FOLDERS[self.folder], 1):
            if not low <= place <= high:
                continue
            size = len(text)
            if place == 3 and self.is_first:
                if behaviour == "closes-in-literal":
                    self.send(f"* 3 FETCH (UID 3 BODY[]<0> {{{size}}}\r\n{text[:100]}")
                    raise Broken
                if behaviour == "says-bye-between":
                    self.send("* BYE Server shutting down\r\n")
                    raise Broken
                if behaviour == "gives-length-too-short":
                    size -= 10
                if behaviour == "sends-rubbish":
                    self.send("\0\1\2rubbish\r\n")
            self.send(f"* {place} FETCH (UID {place} RFC822.SIZE {len(text)} BODY[]<0> {{{size}}}\r\n{text})\r\n")
        self.send(f"{tag} OK done\r\n")


def serve(connection):
    try:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        Session(connection).run()
    except (Broken, OSError):
        pass
    finally:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        connection.close()


listener = socket.create_server(("127.0.0.1", 0), backlog=64)
print(listener.getsockname()[1], flush=True)


def accept():
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


threading.Thread(target=accept, daemon=True).start()
sys.stdin.read()  # the test closes it, or ends
