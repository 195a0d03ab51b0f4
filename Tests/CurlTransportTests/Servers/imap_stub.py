"""A small IMAP server with one behaviour, named by the first argument; prints its port, then what it has to report.

Login is always granted (PLAIN, LOGIN, XOAUTH2, OAUTHBEARER) unless the behaviour says otherwise. The other arguments
are a certificate and its key: then it speaks TLS. It ends with its standard input.
"""

import asyncio
import base64
import os
import socket
import ssl
import struct
import sys

behaviour = sys.argv[1]


def report(text):
    print(text, flush=True)


async def login(reader, writer):
    """Greeting to login; True when the client is in."""
    if behaviour == "silent":
        await reader.read()
        return False
    if behaviour == "bye":
        writer.write(b"* BYE overloaded\r\n")
        await writer.drain()
        return False
    if behaviour == "no-imap":
        writer.write(b"220 this is no IMAP\r\n")
        await writer.drain()
        return False
    writer.write(b"* OK ready\r\n")
    while line := await reader.readline():
        tag, command, *rest = line.decode().split()
        command = command.upper()
        if command == "CAPABILITY":
            sasl = "" if behaviour == "login-command" else " SASL-IR AUTH=PLAIN AUTH=LOGIN AUTH=XOAUTH2 AUTH=OAUTHBEARER"
            writer.write(f"* CAPABILITY IMAP4rev1{sasl}\r\n{tag} OK\r\n".encode())
        elif command in ("AUTHENTICATE", "LOGIN"):
            if behaviour == "hang-at-login":
                await reader.read()
                return False
            if behaviour == "echo-secret":
                plain = base64.b64decode(rest[1]).decode().split("\0")
                writer.write(f"{tag} NO refused {rest[1]} for {plain[2]}\r\n".encode())
                continue
            if command == "AUTHENTICATE":
                report(f"{rest[0]} {base64.b64decode(rest[1]).decode()!r}")
            else:
                report(" ".join(["LOGIN"] + rest))
            late = "* 7 EXISTS\r\n" if behaviour == "late-line" else ""
            writer.write(f"{tag} OK in\r\n{late}".encode())
            return True
        else:
            writer.write(f"{tag} BAD\r\n".encode())
    return False


async def serve(reader, writer):
    try:
        if not await login(reader, writer):
            return
        if behaviour == "flood":
            sent = 0
            for _ in range(400):
                writer.write(b"x" * 65536)
                await writer.drain()
                sent += 65536
                report(f"sent {sent}")
            return
        if behaviour == "half-close":
            await reader.readline()
            writer.write(b"* BYE half\r\n")
            writer.write_eof()
            report("after " + (await reader.readline()).decode().strip())
            return
        if behaviour == "cut":
            await reader.readline()
            writer.write(b"* 1 FETCH (BODY[] {100}\r\nabc")
            await writer.drain()
            await asyncio.sleep(0.2)
            # A reset, not an end.
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()
            return
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        report("closed")
    except (ConnectionError, ssl.SSLError):
        report("broken")
    finally:
        writer.close()


async def main():
    context = None
    if len(sys.argv) > 2:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context, backlog=4096)
    report(server.sockets[0].getsockname()[1])
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
