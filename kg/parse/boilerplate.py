"""Lines of a text that its article does not say: "Read more: …", "Reporting by …"; the lists are data."""

from __future__ import annotations

import re
from functools import cache

from kg.resources import ontology_path
from kg.yaml_file import read_word_lists


@cache
def boilerplate_pattern() -> str:
    """A regular expression that fits such a line behind the first, without its end.

    Raises:
        VocabularyError: ontology/boilerplate.yaml has not the lists ``teasers`` and ``openings``.
    """
    lists = read_word_lists(ontology_path("boilerplate.yaml"), ("teasers", "openings"))
    teasers, openings = ("|".join(map(re.escape, sorted(lists[name]))) for name in ("teasers", "openings"))
    return rf"(?<=\n)[ \t>*•-]*(?i:(?:{teasers})[ \t]*:|(?:{openings})(?!\w))[^\n]*"
