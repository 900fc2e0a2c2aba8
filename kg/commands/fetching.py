"""What commands share that read from the web: their options, and the visitor made of them."""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.commands.options import DATE, Reading, as_day
from kg.resources import ENGLISH

if TYPE_CHECKING:
    from kg.fetch.articles import Web
    from kg.fetch.place import Network
    from kg.read import Elsewhere, Item

R = TypeVar("R")
FETCHED = "fetched"
"""Folder, beside a graph, of what was fetched for it."""


@dataclass(frozen=True, slots=True)
class Fetching:
    """What is fetched: since when, with the pages of entries or without, from which networks of one's own."""

    since: date | None
    follow: bool | None
    networks: tuple[Network, ...]


def fetching_options(command: Callable[..., R]) -> Callable[..., R]:
    """What is fetched, as options; the command gets them as one ``fetching``."""

    @click.option("--since", type=DATE, metavar="DATE", help="Leave out articles published before that day.")
    @click.option("--follow/--no-follow", default=None,
                  help="Fetch the pages that entries of feeds point to.  [default: of feeds by address]")  # fmt: skip
    @click.option("--allow-network", "networks", multiple=True, metavar="NETWORK", callback=_networks,
                  help="Fetch from this part of the local network too: 10.1.2.3 or 10.1.0.0/16.")  # fmt: skip
    @functools.wraps(command)
    def wrapped(
        *args: Any, since: datetime | None, follow: bool | None, networks: tuple[Network, ...], **kwargs: Any
    ) -> R:
        return command(*args, fetching=Fetching(as_day(since), follow, networks), **kwargs)

    return wrapped


def elsewhere(
    fetching: Fetching, folder: Path, reading: Reading, stop: Callable[[], bool] = lambda: False,
    language: str = ENGLISH,
) -> Elsewhere:  # fmt: skip
    """Reads inputs that are addresses, and feeds to be followed, and keeps in ``folder`` what it fetched."""
    web: Web | None = None

    def read(name: str) -> Iterator[Item] | None:
        nonlocal web
        if "://" not in name and not fetching.follow:
            return None  # nothing of the web is loaded for files
        from kg.fetch.articles import read_web

        web = web or web_for(fetching, folder, reading, stop, language)
        return read_web(web, name)

    return read


def web_for(
    fetching: Fetching, folder: Path, reading: Reading, stop: Callable[[], bool], language: str = ENGLISH
) -> Web:
    """Who fetches for a run, and keeps it in ``folder``."""
    from kg.fetch.articles import Web
    from kg.fetch.client import Client, Manners
    from kg.read import Settings
    from kg.read.bounds import Bounds

    client = Client(Manners(networks=fetching.networks), stop)
    settings = Settings(Bounds(reading.longest), reading.columns, language)
    return Web(client, folder, settings, fetching.since, fetching.follow)


def _networks(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(value, strict=False) for value in values)
    except ValueError as error:
        raise click.BadParameter(f"{error}; write it as 10.1.2.3 or 10.1.0.0/16") from error
