"""What is worked on at once is bounded: articles, pieces of an article, sentences, runs of signs."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.batches import batches
from kg.model import Article
from kg.parse import Setup, load_pipeline, parse
from kg.parse import pieces as parsing
from kg.parse.sentences import LONGEST
from kg.parse.tokens import LONGEST_RUN, LONGEST_WORD

RULES = Setup(reader="rules")


def doc(text: str) -> Doc:
    (parsed,) = parse(load_pipeline(RULES), [Article("one", text)])
    return parsed


class TestBatches:
    def test_have_a_number_and_a_size_that_they_do_not_pass(self) -> None:
        words = ["a", "bb", "cc", "d", "eeeeee", "f", "g", "h"]
        assert list(batches(words, len, most=3, largest=4)) == [
            ["a", "bb"], ["cc", "d"], ["eeeeee"], ["f", "g", "h"]
        ]  # fmt: skip

    def test_are_none_for_nothing(self) -> None:
        assert list(batches([], len, most=3, largest=4)) == []


class TestTokens:
    @pytest.mark.parametrize("sign", [",", "(", '"', "-", "\U0001f680", "\U0001f680\u2764", "(,"])
    def test_of_a_long_run_of_signs_are_few_and_lose_no_character(self, sign: str) -> None:
        text = f"Fiji met Tonga{sign * 5000} and  left. Tonga left"
        tokens = load_pipeline(RULES).make_doc(text)
        assert tokens.text == text
        assert len(tokens) < 40
        assert [token.text for token in tokens if token.is_alpha] == ["Fiji", "met", "Tonga", "and", "left", "Tonga",
                                                                     "left"]  # fmt: skip

    @pytest.mark.parametrize("word", ["a-" * 20_000, "x" * 20_000, "a,b" * 9_000])
    def test_of_a_word_without_end_are_few(self, word: str) -> None:
        text = f"Fiji met {word} in Tonga."
        tokens = load_pipeline(RULES).make_doc(text)
        assert tokens.text == text
        assert max(map(len, tokens)) == LONGEST_WORD
        assert len(tokens) < 50

    def test_of_all_other_text_are_spacys(self) -> None:
        text = f"Fiji's envoy met (in Suva!) U.N. staff... {'-' * LONGEST_RUN} http://example.org/{'a' * 200} don't"
        tokenizer = load_pipeline(RULES).tokenizer
        assert [token.text for token in tokenizer(text)] == [token.text for token in tokenizer.tokenizer(text)]


class TestSentences:
    def test_that_are_too_long_are_cut_and_keep_their_claims(self) -> None:
        read = doc("Fiji condemned Tonga" + ", and Samoa condemned Tonga" * 100 + ".")
        assert len(read) > 2 * LONGEST
        assert max(len(sentence) for sentence in read.sents) <= LONGEST

    def test_have_one_root_each(self) -> None:
        for sentence in doc("Fiji met " + "Tonga and " * 400 + "Samoa.").sents:
            assert [token.i for token in sentence if token.head.i == token.i] == [sentence.root.i]

    def test_of_the_usual_length_stay_whole(self) -> None:
        assert len(list(doc("Fiji met Tonga, Samoa, Nauru, Palau and Tuvalu. They signed a pact.").sents)) == 2


class TestPieces:
    def test_of_a_long_article_make_one_document_with_all_of_its_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = "Fiji met Tonga in Suva. They signed a pact.\n\n" * 20
        whole = doc(text)
        monkeypatch.setattr(parsing, "PIECE", 50)
        pieced = doc(text)
        assert pieced.text == text
        assert [sentence.text for sentence in pieced.sents] == [sentence.text for sentence in whole.sents]
        assert [token.dep_ for token in pieced] == [token.dep_ for token in whole]
