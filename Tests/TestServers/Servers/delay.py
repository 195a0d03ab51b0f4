"""A way of so many milliseconds to a port of 127.0.0.1: delay.py PORT MILLISECONDS. Prints its own port.

Octets are held back for that time in each direction and lose nothing of their number: a long way, not a narrow one.
"""

import asyncio
import os
import sys

port, milliseconds = int(sys.argv[1]), float(sys.argv[2])


async def carry(reader, writer):
    """Reads at once; writes each piece when its time has come."""
    loop = asyncio.get_running_loop()
    pieces = asyncio.Queue()

    async def write():
        while True:
            due, data = await pieces.get()
            wait = due - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            if not data:
                if writer.can_write_eof():
                    writer.write_eof()
                return
            writer.write(data)
            await writer.drain()

    writing = asyncio.ensure_future(write())
    try:
        while True:
            data = await reader.read(1 << 18)
            pieces.put_nowait((loop.time() + milliseconds / 1000, data))
            if not data:
                break
        await writing
    except OSError:
        writing.cancel()


async def connection(reader, writer):
    try:
        # The way to the server is part of the way.
        await asyncio.sleep(2 * milliseconds / 1000)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(carry(reader, far_writer), carry(far_reader, writer))
        far_writer.close()
    except OSError:
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(connection, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.run_in_executor(None, lambda: (sys.stdin.read(), loop.call_soon_threadsafe(ended.set)))
    await ended.wait()
    os._exit(0)


asyncio.run(main())
