"""Which addresses of the web may be fetched: only http(s), only public hosts unless the settings allow others."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from tocsin.errors import ReadError

__all__ = ["Resolve", "check_address", "is_address", "is_public", "public_hosts", "resolve_host"]

Resolve = Callable[[str, int], list[str]]
"""A host and a port to the numeric addresses it stands for. Raises `OSError` where there is none."""

# Carries an IPv4 address in its last four bytes (RFC 6052): how networks without IPv4 reach it.
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_address(name: str) -> bool:
    """Whether an input's name is an address rather than a path."""
    return "://" in name


def check_address(address: str) -> str:
    """The address without its fragment. Raises `ReadError` (`address`) for other schemes, passwords and nonsense."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ReadError(
            "address", f"{_shown(address)}: is no address ({error}).", "Check how it is written."
        ) from error
    if parts.scheme not in ("http", "https"):
        raise ReadError("address", f"{_shown(address)}: is not fetched.", "Only http and https are; or name a file.")
    if parts.username is not None or parts.password is not None:
        raise ReadError(
            "address", f"{host}: the address has a name or a password in it.", "Give it without, or save the page."
        )
    if not host or port == 0:
        raise ReadError("address", f"{_shown(address)}: names no host.", "Check how it is written.")
    return parts._replace(fragment="").geturl()


def _shown(address: str) -> str:
    """An address as messages may show it: what stands before an @ can be a password."""
    head, at, rest = address.rpartition("@")
    return f"{head.split('://')[0]}://...@{rest}" if at and "://" in head else address


def resolve_host(host: str, port: int) -> list[str]:
    """The numeric addresses of a host by the system's resolver, each once, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public_hosts(host: str, port: int, *, allow_private: bool, resolve: Resolve = resolve_host) -> list[str]:
    """The numeric addresses to connect to. One private among them refuses the host: it may be meant to slip through.

    Raises `ReadError`: `no-such-host`, `private-address`.
    """
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise ReadError("no-such-host", f"{host}: there is no such host.", "Check the name and the network.") from error
    private = [] if allow_private else [one for one in found if not is_public(one)]
    if private or not found:
        raise ReadError(
            "private-address",
            f"{host}: leads to {', '.join(private) or 'nothing'}, which is not on the public network.",
            "Nothing was asked of it. For a source of your own network set allow_private_addresses.",
        )
    return found


def is_public(numeric: str) -> bool:
    """Whether a numeric address is on the public network: not loopback, private, link-local, multicast or reserved."""
    try:
        address = ip_address(numeric.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        # What the address leads to is what counts.
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if address in _TRANSLATED:
            return is_public(str(IPv4Address(int(address) & 0xFFFFFFFF)))
        if address.sixtofour is not None or address.teredo is not None:
            return False  # tunnels of the past, which no news site needs
    return address.is_global and not address.is_multicast and not address.is_reserved
