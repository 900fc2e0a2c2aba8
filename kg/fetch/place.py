"""An address of the web, taken apart and looked up: which machine to ask, and that it may be asked."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from kg.fetch.fault import NO_ANSWER, REFUSED, FetchError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

SCHEMES = {"http": 80, "https": 443}
LONGEST = 4096
"""Characters of an address."""
MACHINES = 4
"""Addresses of one name that are tried."""
_EMBEDDED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for an IPv4 address, their last 32 bits (RFC 6052)."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address without its fragment: ``target`` is path and query, ``origin`` all that stands before them."""

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host and, where it is not the usual one, port, as the header Host has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """As "https://example.org"."""
        return f"{self.scheme}://{self.netloc}"


def is_address(name: str) -> bool:
    """Whether an input is an address and no file."""
    scheme, mark, _ = name.partition("://")
    return bool(mark) and scheme.isalpha()


def place_of(url: str) -> Place:
    """The address taken apart.

    Raises:
        FetchError: it is none of http or https, names a user, or is no address.
    """
    scheme = url.partition("://")[0].lower()
    if scheme not in SCHEMES:
        raise FetchError(f"an address with {scheme!r}; kg fetches http and https only", REFUSED)
    if len(url) > LONGEST:
        raise FetchError(f"an address of more than {LONGEST:,} characters", REFUSED)
    try:
        found = parse_url(url)
    except LocationParseError as error:
        raise FetchError("no valid address", REFUSED) from error
    if not found.host:
        raise FetchError("an address without a host", REFUSED)
    if found.auth:
        raise FetchError("an address with a user's name or password, which would be written down with it", REFUSED)
    host = found.host.strip("[]").rstrip(".").lower()
    place = Place("", scheme, host, found.port or SCHEMES[scheme], found.request_uri)
    return Place(place.origin + place.target, scheme, host, place.port, place.target)


def machines(place: Place, allowed: Sequence[Network]) -> list[str]:
    """IP addresses of the host that may be asked, in the resolver's order.

    Raises:
        FetchError: the host has none, or only such as lie in a network of one's own and not in one of ``allowed``.
    """
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"the host {place.host} is not known", NO_ANSWER, passing=True) from error
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    usable = [str(one) for one in addresses if is_public(one) or any(one in network for network in allowed)]
    if not usable:
        raise FetchError(
            f"{place.host} is in the local network ({addresses[0]}); --allow-network {addresses[0]} allows it", REFUSED
        )
    return usable[:MACHINES]


def is_public(address: Address) -> bool:
    """Whether an address belongs to the internet, and so does any that it stands for."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _EMBEDDED:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        for inner in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())):
            if inner is not None and not is_public(inner):
                return False
        if address.ipv4_mapped:
            return True
    return address.is_global and not address.is_multicast and not address.is_reserved
