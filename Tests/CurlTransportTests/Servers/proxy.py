"""An HTTP CONNECT and SOCKS5 proxy that leads every name to 127.0.0.1 and reports each name it was asked for.

Arguments: `http` or `socks5`, then a user name and a password where it asks for them. Prints its port first.
"""

import asyncio
import base64
import os
import sys

kind = sys.argv[1]
user, password = (sys.argv[2:4] + [None, None])[:2]


def report(text):
    print(text, flush=True)


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
    except (ConnectionError, OSError):
        pass


async def http_target(reader, writer):
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    if user:
        wanted = base64.b64encode(f"{user}:{password}".encode()).decode()
        if f"Basic {wanted}" not in head:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return None
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    host, port = head.split()[1].rsplit(":", 1)
    return host, int(port)


async def socks_target(reader, writer):
    _, count = await reader.readexactly(2)
    await reader.readexactly(count)
    writer.write(b"\x05\x02" if user else b"\x05\x00")
    if user:
        _, length = await reader.readexactly(2)
        name = await reader.readexactly(length)
        secret = await reader.readexactly((await reader.readexactly(1))[0])
        good = (name.decode(), secret.decode()) == (user, password)
        writer.write(b"\x01\x00" if good else b"\x01\x01")
        if not good:
            return None
    _, _, _, form = await reader.readexactly(4)
    if form != 3:
        report("not asked by name")
        return None
    host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
    port = int.from_bytes(await reader.readexactly(2), "big")
    writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
    return host, port


async def serve(reader, writer):
    try:
        target = await (http_target if kind == "http" else socks_target)(reader, writer)
        if not target:
            await writer.drain()
            return
        report(f"{target[0]}")
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target[1])
        await asyncio.gather(copy(reader, far_writer), copy(far_reader, writer))
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    report(server.sockets[0].getsockname()[1])
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
