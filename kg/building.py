"""Articles in; a graph, its N-Quads, its claims and its picture out."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Literal

from kg.correction_file import FILE_NAME as CORRECTION_FILE
from kg.correction_file import read_correction_file
from kg.errors import NothingReadError, StoreError
from kg.export.claim_lines import write_claim_lines
from kg.extract import Reading, read_articles
from kg.graph.addresses import Addresses, note_written, write_addresses
from kg.graph.claims import select
from kg.graph.corrections import apply_corrections, last_of_each, undo_corrections, write_corrections
from kg.graph.files import articles_in, note_repeats
from kg.graph.follow import follow
from kg.graph.identities import write_decisions
from kg.graph.store import KnowledgeGraph, dump_nquads, open_graph
from kg.graph.texts import Texts, texts_of
from kg.graph.write import Item, add_claims
from kg.identity.decision_file import FILE_NAME, DecisionFile, read_decision_file
from kg.limits import LONGEST
from kg.model import Article, Claim, UnresolvedMention
from kg.parse import DEFAULT, Setup
from kg.read import Course, Elsewhere, Note, Skip, read
from kg.read.skip_log import SkipLog
from kg.resources import ENGLISH
from kg.view import write_page
from kg.whole import whole_file

Progress = Callable[[Article], None]
Engine = Literal["local", "ray"]
"""What reads the articles: processes of this machine, or a Ray cluster."""
BeforeWriting = Callable[[KnowledgeGraph, Sequence[Item]], object]

SKIPPED = "skipped.jsonl"
SHARDS = "shards"
"""Folder beside the graph: what was read on Ray, which the graph is loaded from (see :mod:`kg.shards`)."""
HISTORY = "history.jsonl"
"""File beside the graph: claims of articles that changed, which they make no more."""
SHOWN = 20
"""Skips that a message names."""
NAMED = 5
"""Articles that one warning names."""

WRITTEN_UP_TO = 50_000
"""Claims of the largest graph whose N-Quads, claims and page are written without being asked for."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files beside a graph by what they hold, or a note on why there are none and how to get them."""

    paths: Mapping[str, Path]
    note: str = ""


@dataclass(slots=True)
class Summary:
    """What a build read and found, for the table at its end."""

    articles: int = 0
    claims: Counter[tuple[str, str]] = field(default_factory=Counter)
    actors: set[str] = field(default_factory=set)
    mentions: int = 0
    unresolved: int = 0
    """Mentions, beside those, of somebody who could not be told."""
    joined: int = 0
    """Ids that a decision joined to another."""
    warnings: list[str] = field(default_factory=list)
    """Decisions that were not applied, and why."""
    skips: SkipLog = field(default_factory=SkipLog)
    stopped: bool = False
    """Whether the reading was ended before its time; what was read until then is in the graph."""
    outputs: Mapping[str, Path] = field(default_factory=dict)
    not_written: str = ""
    """Why no files were written beside the graph, and how to get them."""

    @property
    def skipped(self) -> list[Skip]:
        """What was left out, the first of it where that is much."""
        return self.skips.first


def build(
    inputs: Sequence[str],
    out: Path,
    *,
    setup: Setup = DEFAULT,
    processes: int = 1,
    engine: Engine = "local",
    address: str | None = None,
    longest: int = LONGEST,
    columns: Mapping[str, str] | None = None,
    strict: bool = False,
    decisions: Path | None = None,
    write: bool | None = None,
    store: Addresses | None = None,
    progress: Progress | None = None,
    course: Course | None = None,
    since: dt.date | None = None,
    elsewhere: Elsewhere = lambda name: None,
    before_writing: BeforeWriting = lambda graph, written: None,
    stop: Callable[[], bool] = lambda: False,
    warn: Callable[[str], None] = lambda warning: None,
) -> Summary:
    """Read articles into the graph in ``out/graph`` and write graph.nq, claims.jsonl and graph.html beside it.

    The files are written, whole or not at all, where ``write`` says so, or is left out and the graph has no more than
    :data:`WRITTEN_UP_TO` claims; else those of before are taken away, since they no longer fit.

    ``out/corrections.csv`` says which claims are wrong, right or of another relation (see :mod:`kg.correction_file`).
    The texts of the articles lie beside it too, in texts.sqlite (see :mod:`kg.graph.texts`).

    An existing graph is added to; an article that is there already is replaced, and so is what a file said before it
    was edited. ``decisions`` says who is the same (see
    :mod:`kg.identity.decision_file`): without it ``out/decisions.csv`` where there is one, and the decisions of earlier
    builds hold no longer. ``warn`` is told at once of each decision that is not applied, of lines that can't be read
    before any article is, and of what a file holds no more. ``columns``, ``course``, ``since`` and ``elsewhere`` are
    those of :func:`kg.read.read`; ``before_writing`` is given the graph and, before they are written together, articles
    with their claims; ``strict`` ends the build at the first input that can't be read. When ``stop`` says so,
    reading ends, and the graph is finished with what was read. What was skipped is written to ``out/skipped.jsonl``.

    ``store`` is a SPARQL server that the graph is kept on, from the first build in ``out`` on.

    With the ``engine`` "ray" articles are read on the cluster at ``address``, or on one of ``processes`` workers that
    is started here; what is found goes to Parquet in ``out/shards`` as it comes, and from there into the graph.

    Raises:
        NothingReadError: no input could be read.
        InputError: the decision file could not be read, or with ``strict`` not all inputs; no cluster is there.
        StoreError: ``out`` can't be written.
    """
    with TemporaryFile() as stream:
        summary = Summary(skips=SkipLog(strict, stream, language=setup.language))

        def note(warnings: Iterable[object]) -> None:
            for warning in map(str, warnings):
                summary.warnings.append(warning)
                warn(warning)

        decided = decisions_for(decisions, out)
        note(decided.problems)
        articles = readable(inputs, summary.skips, longest, lambda doubt: note([doubt]), columns=columns, course=course,
                            since=since, elsewhere=elsewhere, language=summary.skips.language)  # fmt: skip
        held: defaultdict[str, set[str]] = defaultdict(set)
        noted = _noting(_until(stop, articles, summary), held)
        readings = (
            _on_ray(noted, setup, processes, address, out / SHARDS, summary)
            if engine == "ray"
            else read_articles(noted, setup=setup, processes=processes, on_skip=summary.skips.add)
        )

        def check_files(graph: KnowledgeGraph) -> None:
            replaced = note_repeats(graph, summary.skips.repeats)
            note(_edited(file, gone) for file, gone in replaced)
            list(_noting(summary.skips.repeats, held))
            if not summary.stopped:
                note(_gone_records(graph, held, out))
            if foreign := summary.skips.foreign():
                note([foreign])

        merge(readings, out, summary, decided, note, write=write, store=store, progress=progress,
              before_writing=before_writing, after=check_files)  # fmt: skip
        _write_skipped(stream, out / SKIPPED, summary)
        return summary


def merge(
    readings: Iterable[Reading],
    out: Path,
    summary: Summary,
    decided: DecisionFile,
    note: Callable[[Iterable[object]], None],
    *,
    write: bool | None = None,
    store: Addresses | None = None,
    progress: Progress | None = None,
    before_writing: BeforeWriting = lambda graph, written: None,
    after: Callable[[KnowledgeGraph], None] = lambda graph: None,
) -> None:
    """Put what was read into the graph in ``out/graph``, and bring all that follows from it up to date.

    ``summary`` is kept, ``note`` is told of what was doubtful; ``after`` is called when all articles are in the graph.
    For the rest see :func:`build`.

    Raises:
        NothingReadError: there are no readings.
        StoreError: ``out`` can't be written.
    """
    corrected = read_correction_file(out / CORRECTION_FILE)
    note(corrected.problems)
    extracted = _counted(readings, summary, progress)
    first = next(extracted, None)  # before anything is written: it may be that the model is not there
    if first is None:
        raise NothingReadError(nothing_read(summary.skips))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{out}: can't be made: {error.strerror}; choose another folder with --out") from error
    if store is not None:
        write_addresses(out / "graph", store)
    with open_graph(out / "graph", create=True) as graph, closing(Texts(texts_of(out / "graph"))) as texts:
        undo_corrections(graph)

        def before(items: Sequence[Item]) -> None:
            texts.put([item[0] for item in items])
            before_writing(graph, items)

        replaced: list[tuple[str, str]] = []
        add_claims(
            graph, chain([first], extracted), on_replaced=lambda file, gone: replaced.append((file, gone)),
            on_changed=lambda article, former: _keep_history(out / HISTORY, article, former),
            before_writing=before,
        )  # fmt: skip
        note(_edited(file, gone) for file, gone in replaced)
        after(graph)
        texts.keep_only(graph)
        write_decisions(graph, decided.decisions)
        write_corrections(graph, last_of_each(corrected.corrections))
        note(apply_corrections(graph))
        outcome = follow(graph, decisions=decided.decisions)
        summary.joined = len(outcome.joined)
        note([*outcome.unknown, *outcome.contradictions])
        outputs = write_outputs(graph, out, write)
        summary.outputs, summary.not_written = outputs.paths, outputs.note
    note_written(out / "graph")


def _on_ray(
    articles: Iterable[Article], setup: Setup, processes: int, address: str | None, shards: Path, summary: Summary
) -> Iterator[Reading]:
    from kg.extract.on_ray import read_articles_on_ray
    from kg.shards.files import through_shards

    readings = read_articles_on_ray(
        articles, setup=setup, on_skip=summary.skips.add, jobs=None if address else processes, address=address
    )
    return through_shards(readings, shards)


def _edited(file: str, gone: str) -> str:
    return f"{file}: edited since it was read; what it said before, article {gone}, is taken back"


def _until(stop: Callable[[], bool], articles: Iterable[Article], summary: Summary) -> Iterator[Article]:
    """The articles up to the one before which ``stop`` says so."""
    for article in articles:
        if stop():
            summary.stopped = True
            return
        yield article
    summary.stopped = stop()  # what is read elsewhere may end for that


def _write_skipped(stream: IO[bytes], path: Path, summary: Summary) -> None:
    """What was skipped as JSON lines; no file where nothing was."""
    if not summary.skips.total:
        path.unlink(missing_ok=True)
        return
    stream.seek(0)
    with whole_file(path) as file:
        copyfileobj(stream, file)


def _keep_history(path: Path, article: Article, former: Iterable[Claim]) -> None:
    """Add to the history of changed articles what one said before and says no more; it counts nowhere."""
    day = article.published.isoformat() if article.published else None
    lines = (json.dumps({**claim.to_json(), "changed": day}, ensure_ascii=False) + "\n" for claim in former)
    try:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(lines)
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror}") from error


def forget_history(path: Path, identifiers: Container[str]) -> None:
    """Take articles out of the history.

    Raises:
        StoreError: the file can't be read or written.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")[:-1] if path.exists() else []
    except OSError as error:
        raise StoreError(f"{path}: can't be read: {error.strerror}") from error
    kept = [line for line in lines if json.loads(line)["article"] not in identifiers]
    if len(kept) < len(lines):
        with whole_file(path) as file:
            file.writelines(f"{line}\n".encode() for line in kept)


def nothing_read(skips: SkipLog) -> str:
    """That there is nothing, and why."""
    more = [f"  and {skips.total - SHOWN:,} more: {skips.by_kind()}"] if skips.total > SHOWN else []
    return "nothing could be read:\n" + "\n".join([*(f"  {skip}" for skip in skips.first[:SHOWN]), *more])


def _noting(articles: Iterable[Article], held: defaultdict[str, set[str]]) -> Iterator[Article]:
    """The articles, while it is noted which of them each file holds that may hold several."""
    for article in articles:
        if article.file and article.shares_file:
            held[article.file].add(article.id)
        yield article


def _gone_records(graph: KnowledgeGraph, held: Mapping[str, set[str]], out: Path) -> Iterator[str]:
    """For each file with records that are gone from it what to do about them: it may be one that is new every day."""
    for file in sorted(held):
        gone = [identifier for identifier in articles_in(graph, file) if identifier not in held[file]]
        if gone:
            named = ", ".join(gone[:NAMED]) + (f" and {len(gone) - NAMED:,} more" if len(gone) > NAMED else "")
            yield (f"{file}: no longer holds articles that were read from it, which stay: {named}; "
                   f"`kg remove {out} ID` takes one back")  # fmt: skip


def write_outputs(graph: KnowledgeGraph, out: Path, write: bool | None = None) -> Outputs:
    """Write what lies beside a graph, each file whole or not at all: its N-Quads, its claims and its picture.

    Where they are not to be written (see :func:`build`), those of before go: they hold what the graph may no more.
    """
    outputs = {"page": out / "graph.html", "quads": out / "graph.nq", "claims": out / "claims.jsonl"}
    if write is None or not write:
        (row,) = select(graph, "SELECT (COUNT(?claim) AS ?count) { ?claim a kg:Claim }")
        count = int(row["count"])
        if write is False or count > WRITTEN_UP_TO:
            _take_away(outputs.values())
            return Outputs({}, _how_to_get(out, count))
    dump_nquads(graph, outputs["quads"])
    with whole_file(outputs["claims"]) as file:
        write_claim_lines(graph, file)
    write_page(graph, outputs["page"])
    return Outputs(outputs)


def _take_away(files: Iterable[Path]) -> None:
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{file}: can't be deleted, and no longer fits the graph: {error.strerror}") from error


def _how_to_get(out: Path, claims: int) -> str:
    return (
        f"graph.nq, claims.jsonl and graph.html were not written ({claims:,} claims): --write does, or "
        f"`kg export {out} --format nquads --output {out / 'graph.nq'}` (or `--format claims`) and `kg view {out}`"
    )


def _counted(
    readings: Iterable[Reading], summary: Summary, progress: Progress | None
) -> Iterator[tuple[Article, list[Claim], Sequence[UnresolvedMention]]]:
    for reading in readings:
        summary.articles += 1
        summary.mentions += len(reading.mentions)
        summary.unresolved += len(reading.unresolved)
        for claim in reading.claims:
            summary.claims[claim.relation, claim.polarity] += 1
            summary.actors.update((claim.subject.id, claim.object.id))
        if progress:
            progress(reading.article)
        yield reading.article, list(reading.claims), reading.unresolved


def decisions_for(given: Path | None, out: Path) -> DecisionFile:
    """The decisions in the file that is given, else in the one in ``out``; none where there is none.

    Raises:
        InputError: the file can't be read.
    """
    path = given or out / FILE_NAME
    return read_decision_file(path) if given or path.exists() else DecisionFile()


def readable(
    inputs: Sequence[str],
    skips: SkipLog,
    longest: int = LONGEST,
    doubts: Callable[[str], None] = lambda doubt: None,
    *,
    columns: Mapping[str, str] | None = None,
    course: Course | None = None,
    since: dt.date | None = None,
    elsewhere: Elsewhere = lambda name: None,
    language: str = ENGLISH,
) -> Iterator[Article]:
    """The articles among what was read, of ``longest`` characters at most; skips are added to ``skips``.

    ``doubts`` is told what was doubtful in reading one, such as a date that may be two days, and what was taken for
    granted, such as what the columns of a table hold.
    """
    for item in read(inputs, longest=longest, columns=columns, course=course, since=since, elsewhere=elsewhere,
                     language=language):  # fmt: skip
        if isinstance(item, Skip):
            skips.add(item)
        elif isinstance(item, Note):
            doubts(str(item))
        else:
            if item.doubt:
                doubts(item.doubt)
            yield item
