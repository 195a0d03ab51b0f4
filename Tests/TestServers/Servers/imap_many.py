"""An IMAP server with any number of mailboxes: imap_many.py HOLD PERIOD SIZE START [CERTIFICATE KEY]. Prints its port.

Any user logs in. A mailbox has START messages at first and one more every PERIOD seconds (0: none more), each user at a
time of its own; a message has about SIZE octets. With HOLD above 0 no FETCH is answered until so many connections are
open at the same time. Prints `OPEN n` with the highest number of connections whenever a second passes with a new one.
"""

import asyncio
import os
import re
import resource
import ssl
import sys
import time
import zlib

hold, period, size, start, *pair = sys.argv[1:]
hold, period, size, start = int(hold), float(period), int(size), int(start)
begin = time.monotonic()
open_now = 0
highest = 0
enough = asyncio.Event()


def count(user):
    if period <= 0:
        return start
    offset = zlib.crc32(user.encode()) % 1000 / 1000
    return start + int((time.monotonic() - begin) / period + offset)


def text(user, uid):
    head = (
        f"From: Lead {uid} <lead{uid}@{user}.example>\r\nTo: {user}@ours.example\r\nSubject: Re: Quick question\r\n"
        f"Date: Tue, 3 Mar 2026 09:00:00 +0000\r\nMessage-ID: <{uid}@{user}.example>\r\n\r\nThanks, number {uid}.\r\n"
    )
    line = "Could you send me the prices for next year?\r\n"
    return (head + line * max(1, (size - len(head)) // len(line))).encode()


async def session(reader, writer):
    global open_now, highest
    open_now += 1
    highest = max(highest, open_now)
    if open_now >= hold:
        enough.set()
    user, folder = "", ""
    writer.write(b"* OK ready\r\n")
    try:
        while line := (await reader.readline()).decode().rstrip("\r\n"):
            tag, _, command = line.partition(" ")
            word = command.upper().split(" ")[0]
            if word == "CAPABILITY":
                writer.write(f"* CAPABILITY IMAP4rev1 SPECIAL-USE\r\n{tag} OK done\r\n".encode())
            elif word == "LOGIN":
                user = command.split(" ")[1].strip('"')
                writer.write(f"{tag} OK [CAPABILITY IMAP4rev1 SPECIAL-USE] in\r\n".encode())
            elif word == "LIST":
                writer.write(f'* LIST () "/" INBOX\r\n* LIST (\\Junk) "/" Junk\r\n{tag} OK done\r\n'.encode())
            elif word == "EXAMINE":
                folder = command.split('"')[1]
                number = count(user) if folder == "INBOX" else 0
                writer.write(
                    f"* {number} EXISTS\r\n* OK [UIDVALIDITY 3] x\r\n* OK [UIDNEXT {number + 1}] x\r\n"
                    f"{tag} OK [READ-ONLY] done\r\n".encode()
                )
            elif command.upper().startswith("UID FETCH"):
                if hold > 0:
                    await enough.wait()
                low, high = (int(part) for part in re.match(r"UID FETCH (\d+):(\d+)", command, re.I).groups())
                last = min(high, count(user)) if folder == "INBOX" else 0
                for uid in range(low, last + 1):
                    data = text(user, uid)
                    writer.write(
                        f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(data)} BODY[]<0> {{{len(data)}}}\r\n".encode()
                        + data
                        + b")\r\n"
                    )
                    await writer.drain()
                writer.write(f"{tag} OK done\r\n".encode())
            elif word == "LOGOUT":
                writer.write(f"* BYE bye\r\n{tag} OK done\r\n".encode())
                break
            else:
                writer.write(f"{tag} BAD unknown\r\n".encode())
            await writer.drain()
    except (OSError, asyncio.IncompleteReadError, ssl.SSLError):
        pass
    finally:
        open_now -= 1
        writer.close()


async def report():
    told = 0
    while True:
        await asyncio.sleep(1)
        if highest > told:
            told = highest
            print(f"OPEN {told}", flush=True)


async def main():
    context = None
    if pair:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*pair)
    server = await asyncio.start_server(session, "127.0.0.1", 0, backlog=4096, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    asyncio.ensure_future(report())
    loop.run_in_executor(None, lambda: (sys.stdin.read(), loop.call_soon_threadsafe(ended.set)))
    await ended.wait()
    # Connections of a client that is gone need not be waited for.
    os._exit(0)

soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
asyncio.run(main())
