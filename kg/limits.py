"""Work that must not stop the rest: whatever goes wrong in it, and too long a time, comes out as one named fault."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import KgError

AGAIN = 1.0
"""Seconds after which a time limit is called out again, where a library swallowed the first call."""


SECONDS, SECONDS_A_CHARACTER = 30.0, 0.001
"""Computing time that an article may take: several times what it takes at its length, and some to begin with."""
LONGEST = 1_000_000
"""Characters of an article that is read, where nothing else is asked for."""
LONGEST_LINE = 10_000
"""Characters that a line of an analyst's file may have; more is no name and no reason but a mistake."""


def too_long(place: str, line: str) -> str | None:
    """What is said of a line that has more characters than one may have; None of any other."""
    if len(line) <= LONGEST_LINE:
        return None
    return f"{place}: {len(line):,} characters, where a line has at most {LONGEST_LINE:,}"


def allowance(characters: int) -> float:
    """Seconds of computing time for an article of that length."""
    return SECONDS + SECONDS_A_CHARACTER * characters


class FaultError(Exception):
    """What went wrong, in words for a user."""


class _TimeUpError(BaseException):
    """No Exception, so that no library takes it for one of its own."""


@contextmanager
def contained(seconds: float) -> Iterator[None]:
    """Turn any fault within, lack of memory and too deep a nesting included, into a FaultError.

    ``seconds`` of computing time (not of the clock: a busy or sleeping machine cuts nothing off) are allowed. The time
    is kept in the main thread of a process, where Python can be interrupted; in another thread it is not.

    Raises:
        FaultError: something went wrong; errors of vocabulary, model or store (KgError) are passed on as they are.
    """
    try:
        with _time_limit(seconds):
            yield
    except KgError:
        raise
    except _TimeUpError as error:
        raise FaultError(f"took more than {seconds:.0f} s of computing time") from error
    except RecursionError as error:
        raise FaultError("nested too deep") from error
    except MemoryError as error:
        raise FaultError("needs more memory than there is") from error
    except Exception as error:
        message = (str(error) or "no message").splitlines()[0][:200]
        raise FaultError(f"can't be read: {type(error).__name__}: {message}") from error


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def call_out(*_: object) -> None:
        raise _TimeUpError

    before = signal.signal(signal.SIGPROF, call_out)
    outer = 0.0
    begun = time.process_time()
    try:
        try:
            outer, _ = signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:  # again, for a call that came within the line above
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        if outer:  # the limit around this one goes on
            signal.setitimer(signal.ITIMER_PROF, max(outer - (time.process_time() - begun), AGAIN / 100), AGAIN)
