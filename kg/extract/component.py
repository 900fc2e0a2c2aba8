"""spaCy component ``geopolitical_claims``: reads ``doc._.actors`` and sets ``doc._.claims``."""

from __future__ import annotations

import hashlib

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.claims import claims_of
from kg.extract.frames import load_frames
from kg.mentions.link import register_extensions
from kg.model import Article


@Language.factory(
    "geopolitical_claims",
    default_config={"least": None},
    assigns=["doc._.claims"],
    requires=["doc._.actors", "token.dep"],
)
def create_claim_extractor(nlp: Language, name: str, least: float | None) -> ClaimExtractor:
    """Entry point of the component; see :class:`ClaimExtractor`."""
    return ClaimExtractor(least or 0.0)


class ClaimExtractor:
    """Claims of a Doc; ``doc._.article``, where set, gives their article id and the date to count from.

    ``least`` is the confidence from which a claim is kept.
    """

    def __init__(self, least: float) -> None:
        self.least = least
        register_extensions()
        load_frames()

    def __call__(self, doc: Doc) -> Doc:
        article = doc._.article or Article(hashlib.sha256(doc.text.encode()).hexdigest()[:16], doc.text)
        doc._.claims = [claim for claim in claims_of(doc, article) if claim.confidence >= self.least]
        return doc
