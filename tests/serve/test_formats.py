"""Which form is chosen for an Accept header."""

from __future__ import annotations

import pytest

from kg.serve.formats import HTML, RDF, RESULTS, choose


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "json"),
        ("", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "xml"),
        ("text/csv ; q=1.0 , application/sparql-results+xml; q = 0.9", "csv"),
        ("*/*;q=0.1, text/tab-separated-values;q=0.2", "tsv"),
        ("text/*;q=0.5, text/csv;q=0.1", "tsv"),
        ("application/sparql-results+json;q=0, application/json", None),
        ("application/json", "json"),
        ("text/html", None),
        ("*/*;q=0", None),
        ("nonsense", None),
        ("nonsense, text/csv", "csv"),
        ("text/csv;charset=utf-8;header=present", "csv"),
    ],
)
def test_choice_among_forms_of_rows(accept: str | None, suffix: str | None) -> None:
    found = choose(accept, RESULTS)
    assert (found.suffix if found else None) == suffix


def test_a_browser_gets_a_page_and_a_program_gets_rdf() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    assert choose(browser, (HTML, *RDF)) == HTML
    assert choose("application/rdf+xml, text/turtle;q=0.9", (HTML, *RDF)).suffix == "rdf"  # type: ignore[union-attr]
    assert choose("application/ld+json", (HTML, *RDF)).suffix == "jsonld"  # type: ignore[union-attr]
