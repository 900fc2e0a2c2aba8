"""Questions in words: read with the same reader as the news, turned into SPARQL, answered with quotes."""

from kg.ask.answer import Answer, ask

__all__ = ["Answer", "ask"]
