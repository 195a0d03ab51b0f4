"""An SMTP server that takes everything and reports it; prints its port first.

The first argument is a comma-separated list of what it does:
tls, starttls     how it is secured (certificate and key are the last arguments)
auth              MAIL wants a login: user `anna`, password `secret`
pipelining, size=N, 8bitmime, smtputf8   extensions it tells
refuse-mail, refuse-data, busy            554 to MAIL, 554 to the message, 421 to MAIL and close
lose              closes after the end of the message, before any answer
slow              waits a second before it answers to the message
xoauth2           MAIL wants an access token, `token-2`; the line after the port is that of a token endpoint, which
                  gives token-1 first, then token-2 and so on
Recipients that begin with `no` get 550, those that begin with `later` get 450.
XEND reports `end`: what the sink got before stands before it.
Each message is one line: MAIL line, then recipients, then the Python form of its bytes, separated by ` | `.
"""

import asyncio
import base64
import itertools
import os
import ssl
import sys

does = sys.argv[1].split(",")
tokens = itertools.count(1)
context = None
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])


def report(text):
    print(text, flush=True)


def extensions(secured):
    words = [w.upper().replace("=", " ") for w in does if w.split("=")[0] in ("pipelining", "size", "8bitmime", "smtputf8")]
    if "starttls" in does and not secured:
        return ["STARTTLS", "AUTH CRAM-MD5"]
    if "xoauth2" in does:
        return words + ["AUTH XOAUTH2"]
    return words + (["AUTH PLAIN LOGIN"] if "auth" in does else [])


async def give_token(reader, writer):
    while (await reader.readline()) not in (b"\r\n", b""):
        pass
    body = b'{"access_token":"token-%d","expires_in":3600,"token_type":"Bearer"}' % next(tokens)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n")
    writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()
    writer.close()


async def data(reader):
    lines = []
    while (line := await reader.readline()) not in (b".\r\n", b""):
        lines.append(line)
    return b"".join(lines)


async def serve(reader, writer):
    def say(text):
        writer.write(text.encode() + b"\r\n")

    secured = "tls" in does
    logged_in = "auth" not in does and "xoauth2" not in does
    sender, recipients = None, []
    say("220 sink ready")
    try:
        while line := await reader.readline():
            command = line.decode().strip()
            verb = command.upper()
            if verb.startswith("EHLO"):
                report(command)
                words = ["sink greets you"] + extensions(secured)
                for word in words[:-1]:
                    say(f"250-{word}")
                say(f"250 {words[-1]}")
            elif verb == "STARTTLS":
                say("220 go ahead")
                await writer.drain()
                await writer.start_tls(context)
                secured = True
            elif verb.startswith("AUTH PLAIN"):
                words = command.split()
                if len(words) < 3:
                    say("334 ")
                    words.append((await reader.readline()).decode().strip())
                logged_in = base64.b64decode(words[2]) == b"\0anna\0secret"
                say("235 2.7.0 welcome" if logged_in else "535 5.7.8 wrong credentials")
            elif verb.startswith("AUTH XOAUTH2"):
                words = command.split()
                if len(words) < 3:
                    say("334 ")
                    words.append((await reader.readline()).decode().strip())
                logged_in = base64.b64decode(words[2]) == b"user=anna\x01auth=Bearer token-2\x01\x01"
                report("XOAUTH2 " + ("taken" if logged_in else "refused"))
                say("235 2.7.0 welcome" if logged_in else "535 5.7.8 wrong token")
            elif verb.startswith("MAIL"):
                if "busy" in does:
                    say("421 4.3.2 too much to do")
                    await writer.drain()
                    return
                sender, recipients = command, []
                good = logged_in and "refuse-mail" not in does
                say("250 2.1.0 fine" if good else "554 5.7.1 not from you")
            elif verb.startswith("RCPT"):
                name = command.split("<")[1].rstrip(">")
                if name.startswith("no"):
                    say("550-5.1.1 nobody here")
                    say("550 5.1.1 by that name")
                elif name.startswith("later"):
                    say("450 4.2.1 greylisted")
                else:
                    recipients.append(name)
                    say("250 2.1.5 fine")
            elif verb == "DATA":
                say("354 go on")
                message = await data(reader)
                if "lose" in does:
                    writer.transport.abort()
                    return
                if "slow" in does:
                    await asyncio.sleep(1)
                report(" | ".join([sender] + recipients + [repr(message)[2:-1]]))
                say("554 5.6.0 no" if "refuse-data" in does else "250 2.0.0 queued as 1")
            elif verb == "RSET":
                say("250 2.0.0 forgotten")
            elif verb == "QUIT":
                say("221 2.0.0 bye")
                report("quit")
                return
            elif verb == "XEND":
                report("end")
                say("250 2.0.0 reported")
            else:
                say("500 5.5.1 what?")
    except ConnectionError:
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context if "tls" in does else None, limit=1 << 26)
    report(server.sockets[0].getsockname()[1])
    if "xoauth2" in does:
        http = await asyncio.start_server(give_token, "127.0.0.1", 0)
        report(http.sockets[0].getsockname()[1])
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
