"""HTTP whose answers are bounded: in time as a whole, where requests bounds each piece alone, and in size."""

import io
import socket
import time
from http.client import HTTPResponse
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

MOST_BYTES = 50_000_000  # of an answer, unpacked: a page of a hundred comments of 64 KB, as HTML and as text, is half
CHUNK = 65_536


class TooLarge(requests.RequestException):
    """An answer has more bytes than we take."""


class _TimedReader(io.RawIOBase):
    """Reads a socket until a deadline, however slowly its bytes come."""

    def __init__(self, sock: socket.socket, seconds: float | None) -> None:
        self._sock = sock
        self._raw: Any = sock.makefile("rb", buffering=0)
        self._deadline = None if seconds is None else time.monotonic() + seconds

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """As much as there is; TimeoutError after the deadline."""
        if self._deadline is not None:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("the answer took too long")
            self._sock.settimeout(left)
        count: int | None = self._raw.readinto(buffer)
        return count

    def close(self) -> None:
        """Give the socket back."""
        if not self.closed:
            self._raw.close()
        super().close()


class _Timed:
    """A socket as http.client wants it: something to make a file of. Its time limit becomes that of the whole answer,
    from the status line to the last byte."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def makefile(self, _mode: str) -> io.BufferedReader:
        """A file to read the answer from."""
        return io.BufferedReader(_TimedReader(self._sock, self._sock.gettimeout()))


class _TimedResponse(HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(_Timed(sock), *args, **kwargs)  # type: ignore[arg-type]


class _TimedConnection(HTTPConnection):
    response_class = _TimedResponse


class _TimedTlsConnection(HTTPSConnection):
    response_class = _TimedResponse


class _TimedPool(HTTPConnectionPool):
    ConnectionCls = _TimedConnection


class _TimedTlsPool(HTTPSConnectionPool):
    ConnectionCls = _TimedTlsConnection


class BoundedAdapter(HTTPAdapter):
    """Never retries; the read limit of a call bounds its whole answer."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """As the library's, with our connections."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _TimedPool, "https": _TimedTlsPool}


def read_body(response: requests.Response, most_bytes: int = MOST_BYTES) -> None:
    """Read a streamed answer to its end, so that it can be used as any other; TooLarge where it does not end soon
    enough. A packed answer is counted as it unpacks."""
    body = bytearray()
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > most_bytes:
            response.close()
            raise TooLarge(f"more than {most_bytes} bytes")
    response._content = bytes(body)
