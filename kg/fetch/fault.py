"""Why something was not fetched, in words for a user."""

from __future__ import annotations

NO_ANSWER = "no answer"
REFUSED = "not to be fetched"
NOT_FOUND = "not found on the web"
TOO_LARGE = "too large"


class FetchError(Exception):
    """What was not fetched; ``kind`` is the reason in a word or two, ``passing`` says that it may go another time.

    ``unreached`` says that the machine did not even open a connection.
    """

    def __init__(self, reason: str, kind: str, *, passing: bool = False, unreached: bool = False) -> None:
        super().__init__(reason)
        self.kind, self.passing, self.unreached = kind, passing, unreached
