"""Requests that come too slowly: a connection that sends nothing, or a byte now and then, is not held open for ever."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 15.0
"""Time for the head of a request, from when the connection is made or its last answer was given."""
BODY_SECONDS = 30.0
"""Time for the body of a request, all of it."""


class PatientProtocol(H11Protocol):
    """uvicorn's protocol, which waits for ever for a head that has begun, with an end to its patience."""

    _head_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Wait no longer once the head is there; its answer is not ours to time."""
        super().handle_events()
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        super().on_response_complete()
        if self.cycle.response_complete and self._head_due is None and not self.transport.is_closing():
            self._wait_for_head()

    def _wait_for_head(self) -> None:
        self._head_due = self.loop.call_later(HEADER_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None

    def _give_up(self) -> None:
        self._head_due = None
        if self.transport.is_closing():
            return
        if self.conn.trailing_data[0]:  # a head that has begun
            self.transport.write(b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        self.transport.close()


def patient(receive: Receive, seconds: float = BODY_SECONDS) -> Receive:
    """A body that is not there within ``seconds`` ends the request; what comes after the body may take for ever."""
    due: float | None = None
    whole = False

    async def receive_in_time() -> Message:
        nonlocal due, whole
        if whole:
            return await receive()
        now = asyncio.get_running_loop().time()
        due = now + seconds if due is None else due
        try:
            async with asyncio.timeout_at(due):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408, "the request came too slowly", {"Connection": "close"}) from error
        whole = not message.get("more_body", False)
        return message

    return receive_in_time
