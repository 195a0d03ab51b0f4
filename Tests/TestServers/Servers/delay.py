"""A way of so many milliseconds to a port of 127.0.0.1: delay.py PORT MILLISECONDS. Prints its own port.

Octets are held back for that time in each direction and lose nothing of their number: a long way, not a narrow one.
For each line of its standard input it prints the round trips of all connections until then.
"""

import asyncio
import os
import sys

port, milliseconds = int(sys.argv[1]), float(sys.argv[2])


class Trips:
    """The round trips that a client waited for: one to connect, and one for each turn of the conversation.

    A turn begins where the client speaks after it heard what the server said to the turn before. What it sends while
    answers to that one are still on their way to it is part of the same turn, so commands sent ahead are not counted.
    """

    def __init__(self):
        self.turns = 1
        self.arrived = 0  # The last turn of which the server has seen something.
        self.heard = 0  # The last turn that the client heard an answer to.

    def spoken(self):
        """The client sent something; gives its turn."""
        if self.turns == 1 or self.heard == self.turns:
            self.turns += 1
        return self.turns

    def reached(self, turn):
        self.arrived = max(self.arrived, turn)

    def answered(self, turn):
        self.heard = max(self.heard, turn)


connections = []


async def carry(reader, writer, read, written):
    """Reads at once; writes each piece when its time has come. `read` gives the turn that `written` is told."""
    loop = asyncio.get_running_loop()
    pieces = asyncio.Queue()

    async def write():
        while True:
            due, data, turn = await pieces.get()
            wait = due - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            if not data:
                if writer.can_write_eof():
                    writer.write_eof()
                return
            written(turn)
            writer.write(data)
            await writer.drain()

    writing = asyncio.ensure_future(write())
    try:
        while True:
            data = await reader.read(1 << 18)
            pieces.put_nowait((loop.time() + milliseconds / 1000, data, read() if data else 0))
            if not data:
                break
        await writing
    except OSError:
        writing.cancel()


async def connection(reader, writer):
    counted = Trips()
    connections.append(counted)
    try:
        # The way to the server is part of the way.
        await asyncio.sleep(2 * milliseconds / 1000)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(
            carry(reader, far_writer, counted.spoken, counted.reached),
            carry(far_reader, writer, lambda: counted.arrived, counted.answered))
        far_writer.close()
    except OSError:
        pass
    finally:
        writer.close()


def listen(loop, finished):
    for _ in sys.stdin:
        loop.call_soon_threadsafe(lambda: print(sum(each.turns for each in connections), flush=True))
    loop.call_soon_threadsafe(finished.set)


async def main():
    server = await asyncio.start_server(connection, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    finished = asyncio.Event()
    loop.run_in_executor(None, listen, loop, finished)
    await finished.wait()
    os._exit(0)


asyncio.run(main())
