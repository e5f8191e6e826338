"""Connections to checked places alone, on which everything ends at one time.

In: a host's name. Out: a stream for httpcore, connected to an IP address of the host that may be reached; the
certificate is checked for the name. The time counts over look-up, connection, encryption and every read,
so that a server which sends a byte now and then is late like one that sends none.
"""

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from qa.readers.fetching.networks import Network, Resolver, find


class CheckedBackend(httpcore.NetworkBackend):
    """Where httpcore gets its connections from."""

    def __init__(self, deadline: float, resolve: Resolver, networks: Sequence[Network]) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._networks = networks
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked IP address of the host that takes the connection."""
        places = find(host, port, self._deadline - time.monotonic(), self._resolve, self._networks)
        for number, place in enumerate(places, start=1):
            # A place that does not answer leaves time for the next.
            seconds = _left(self._deadline) / (len(places) - number + 1)
            try:
                stream = self._plain.connect_tcp(place, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(places):
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise httpcore.ConnectError  # no host is without a place


class _TimedStream(httpcore.NetworkStream):
    """A connection on which everything ends at one time, however little comes however often."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read as the stream does."""
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write as the stream does."""
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on encrypted; the certificate is checked for the name that was asked for."""
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the stream tells of itself."""
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    """The seconds that are left. Raises httpcore's timeout where there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
