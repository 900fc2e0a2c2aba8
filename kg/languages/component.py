"""spaCy component ``geopolitical_frames``: mentions and claims of a Doc in a language other than English."""

from __future__ import annotations

import hashlib

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from kg.gazetteer.index import load_gazetteer
from kg.languages.actors import actors_of, mentions_of
from kg.languages.claims import claims_of
from kg.languages.words import load_language
from kg.mentions.link import register_extensions
from kg.model import Article


@Language.factory(
    "geopolitical_frames",
    default_config={"least": None},
    assigns=["doc._.mentions", "doc._.claims"],
    requires=["token.dep", "token.pos", "token.lemma", "doc.ents"],
)
def create_frame_reader(nlp: Language, name: str, least: float | None) -> FrameReader:
    """Entry point of the component; see :class:`FrameReader`."""
    return FrameReader(nlp, least or 0.0)


class FrameReader:
    """Reads with the frames of the pipeline's language; ``least`` is the confidence from which a claim is kept."""

    def __init__(self, nlp: Language, least: float) -> None:
        register_extensions()
        self.least = least
        self.language = load_language(nlp.lang)
        self.gazetteer = load_gazetteer()
        self.names = PhraseMatcher(nlp.vocab)
        self.names.add("name", [nlp.tokenizer(name) for name in sorted(self.language.names)])

    def __call__(self, doc: Doc) -> Doc:
        article = doc._.article or Article(hashlib.sha256(doc.text.encode()).hexdigest()[:16], doc.text)
        doc.user_data["sentence_of"] = {
            token.i: number for number, sentence in enumerate(doc.sents) for token in sentence
        }
        actors = actors_of(doc, self.language, self.names, self.gazetteer, article.published)
        doc._.mentions = mentions_of(doc, actors)
        doc._.claims = [
            claim for claim in claims_of(doc, article, self.language, actors) if claim.confidence >= self.least
        ]
        return doc
