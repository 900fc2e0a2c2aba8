"""Words as the encoder's word pieces."""

from __future__ import annotations

from functools import cache, lru_cache

from tokenizers import Tokenizer

from kg.resources import reader_path

CLASSIFY, SEPARATE, UNKNOWN = 101, 102, 100
"""Ids of [CLS], [SEP] and [UNK] in the vocabulary of the BERT family."""


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(reader_path("tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@lru_cache(maxsize=200_000)
def pieces_of(word: str) -> tuple[int, ...]:
    """Ids of the pieces of one word; at least one."""
    return tuple(_tokenizer().encode(word, add_special_tokens=False).ids[:24]) or (UNKNOWN,)
