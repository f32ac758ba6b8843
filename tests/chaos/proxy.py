"""A small TCP proxy that does to connections what networks do to them. Its weather may change at any moment and holds
for every connection from the next piece on."""

import asyncio
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

PIECE = 65_536  # bytes read at once
DROP = 16  # bytes that dribble at once
LINGER_NOT = struct.pack("ii", 1, 0)  # close with a reset instead of a farewell


@dataclass(frozen=True, slots=True)
class Weather:
    """What becomes of a piece of a request or an answer: ``clear``; ``latency`` of so many ``seconds``; ``dribble``, 16
    bytes every so many seconds; ``reset``; ``cut``, half of an answer and a farewell; ``lost``, requests pass and
    their answers are reset; ``hole``, nothing passes any more and nobody is told. ``probability``: the share that is
    hit."""

    kind: str = "clear"
    seconds: float = 0.0
    probability: float = 1.0


CLEAR = Weather()


class _Broken(Exception):
    """The connection ends here; the message is how: "reset" or "farewell"."""


class Proxy:
    """Passes connections on to a port of this machine, from a thread of its own."""

    def __init__(self, target_port: int, seed: int = 1) -> None:
        self.weather = CLEAR
        self.hits: Counter[str] = Counter()
        self.port = 0
        self._target_port = target_port
        self._chance = random.Random(seed)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._acts: dict[str, Callable[[asyncio.StreamWriter, bytes, Weather, bool], Awaitable[None]]] = {
            "latency": _delay,
            "dribble": _dribble,
            "reset": _reset,
            "cut": _cut,
            "lost": _lose,
        }

    def start(self) -> None:
        """Listen; ``port`` is known afterwards."""
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()

    def stop(self) -> None:
        """Drop every connection."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> int:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)  # lets closed transports go

    async def _serve(self, caller: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        try:
            upstream, requests = await asyncio.open_connection("127.0.0.1", self._target_port)
        except OSError:
            _reset_at_once(answers)
            return
        ways = [
            asyncio.create_task(self._pass(caller, requests, is_answer=False)),
            asyncio.create_task(self._pass(upstream, answers, is_answer=True)),
        ]
        with suppress(asyncio.CancelledError):
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        is_reset = any(way.done() and not way.cancelled() and str(way.exception()) == "reset" for way in ways)
        for way in ways:
            way.cancel()
        for sink in (requests, answers):
            _reset_at_once(sink) if is_reset else sink.close()

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, is_answer: bool) -> None:
        with suppress(OSError):
            while piece := await source.read(PIECE):
                weather = self.weather
                if weather.kind == "clear" or self._chance.random() >= weather.probability:
                    sink.write(piece)
                    await sink.drain()
                    continue
                self.hits[weather.kind] += 1
                if weather.kind == "hole":
                    await _swallow(source)
                    return
                await self._acts[weather.kind](sink, piece, weather, is_answer)


async def _delay(sink: asyncio.StreamWriter, piece: bytes, weather: Weather, _is_answer: bool) -> None:
    await asyncio.sleep(weather.seconds)
    sink.write(piece)
    await sink.drain()


async def _dribble(sink: asyncio.StreamWriter, piece: bytes, weather: Weather, is_answer: bool) -> None:
    for start in range(0, len(piece), DROP):
        await _delay(sink, piece[start : start + DROP], weather, is_answer)


async def _reset(_sink: asyncio.StreamWriter, _piece: bytes, _weather: Weather, _is_answer: bool) -> None:
    raise _Broken("reset")


async def _cut(sink: asyncio.StreamWriter, piece: bytes, _weather: Weather, is_answer: bool) -> None:
    sink.write(piece[: len(piece) // 2] if is_answer else piece)
    await sink.drain()
    if is_answer:
        raise _Broken("farewell")


async def _lose(sink: asyncio.StreamWriter, piece: bytes, weather: Weather, is_answer: bool) -> None:
    if is_answer:
        raise _Broken("reset")
    sink.write(piece)
    await sink.drain()


async def _swallow(source: asyncio.StreamReader) -> None:
    while await source.read(PIECE):
        pass


def _reset_at_once(writer: asyncio.StreamWriter) -> None:
    peer: socket.socket | None = writer.get_extra_info("socket")
    if peer is not None and peer.fileno() >= 0:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
    writer.transport.abort()


@contextmanager
def running_proxy(target_port: int, seed: int = 1) -> Iterator[Proxy]:
    """A proxy before that port."""
    proxy = Proxy(target_port, seed)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()
