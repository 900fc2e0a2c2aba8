"""Everything that can go wrong in a way a user can mend.

    KgError
    ├── InputError        an article, file or model can't be read
    │   └── NothingReadError  none of the inputs could
    ├── VocabularyError   a file below ontology/ is wrong
    ├── QueryError        a query can't be run
    └── StoreError        a graph can't be opened or written

The command line prints the message as one line; a message says what to do next.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors that are shown to users."""


class InputError(KgError):
    """An article, file or model can't be read."""


class NothingReadError(InputError):
    """None of the inputs could be read; the message says why not."""


class VocabularyError(KgError):
    """A file below ontology/ is wrong; the message names file and entry."""


class QueryError(KgError):
    """A query is not valid, not allowed or too expensive."""


class StoreError(KgError):
    """A graph can't be opened or written."""
