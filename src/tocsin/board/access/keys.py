"""The keys of a desk: tokens for programs and passwords for people, kept hashed in a file that only its owner reads."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path
from typing import Literal

import msgspec

from tocsin.errors import ConfigError

__all__ = ["KEYS_FILE", "Key", "Keys", "Role"]

KEYS_FILE = "keys.json"
Role = Literal["reader", "analyst", "feed"]
_PREFIX = "tocsin_"
_LEAST_PASSWORD = 12
# scrypt as RFC 7914 and OWASP have it for interactive use: 2^15 blocks of 8, 32 MiB and a tenth of a second a try.
_COST, _BLOCK, _LANES = 1 << 15, 8, 1
_MEMORY = 64 * 1024 * 1024


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may ask: a reader looks, an analyst also adds and judges, a feed's key opens the feed alone.

    `hash` is of the token or password.
    """

    name: str
    role: Role
    kind: Literal["token", "user"]
    hash: str
    made: str


class Keys:
    """The keys in a desk's folder, read anew for every question: one that is taken away is gone at once."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / KEYS_FILE

    def all(self) -> list[Key]:
        """All keys by name. Raises `ConfigError` (`bad-keys`) where the file cannot be understood."""
        try:
            data = self._file.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise ConfigError(
                "bad-keys", f"{self._file}: cannot be read ({error.strerror}).", "See its rights."
            ) from error
        try:
            return msgspec.json.decode(data, type=list[Key])
        except msgspec.DecodeError as error:
            raise ConfigError(
                "bad-keys", f"{self._file}: is not what tocsin keys wrote ({error}).", "Delete it and make keys anew."
            ) from error

    def add_token(self, name: str, role: Role, *, at: str) -> str:
        """Makes a token and gives it: it is kept nowhere. Raises `ConfigError` (`key-there`, `bad-keys`)."""
        token = _PREFIX + secrets.token_urlsafe(32)
        self._add(Key(name=name, role=role, kind="token", hash=_digest(token), made=at))
        return token

    def add_user(self, name: str, role: Role, password: str, *, at: str) -> None:
        """Keeps a user. Raises `ConfigError` (`key-there`, `weak-password`, `bad-keys`)."""
        if len(password) < _LEAST_PASSWORD:
            raise ConfigError(
                "weak-password", f"The password has {len(password)} characters.", f"Take {_LEAST_PASSWORD} or more."
            )
        self._add(Key(name=name, role=role, kind="user", hash=_scrypt(password, secrets.token_bytes(16)), made=at))

    def remove(self, name: str) -> None:
        """Takes a key away. Raises `ConfigError` (`no-such-key`)."""
        kept = self.all()
        left = [key for key in kept if key.name != name]
        if len(left) == len(kept):
            names = ", ".join(key.name for key in kept) or "none"
            raise ConfigError("no-such-key", f"There is no key '{name}'.", f"Keys: {names}.")
        self._write(left)

    def named(self, name: str) -> Key | None:
        """The key of a name."""
        return next((key for key in self.all() if key.name == name), None)

    def of_token(self, token: str) -> Key | None:
        """Whose token it is."""
        given = _digest(token)
        found = [key for key in self.all() if key.kind == "token" and hmac.compare_digest(key.hash, given)]
        return found[0] if found else None

    def of_user(self, name: str, password: str) -> Key | None:
        """The user of a name and password. It takes as long where there is no such name."""
        key = next((key for key in self.all() if key.kind == "user" and key.name == name), None)
        salt = bytes.fromhex(key.hash.split("$")[1]) if key else b"\0" * 16
        same = hmac.compare_digest(key.hash if key else "", _scrypt(password, salt))
        return key if same else None

    def _add(self, key: Key) -> None:
        kept = self.all()
        if any(other.name == key.name for other in kept):
            raise ConfigError(
                "key-there", f"There is a key '{key.name}' already.", "Remove it first, or take another name."
            )
        self._write([*kept, key])

    def _write(self, keys: list[Key]) -> None:
        handle, temporary = tempfile.mkstemp(dir=self._file.parent, prefix=f".{KEYS_FILE}.")  # made with rights 0600
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(msgspec.json.format(msgspec.json.encode(sorted(keys, key=lambda key: key.name)), indent=1))
            Path(temporary).replace(self._file)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _scrypt(password: str, salt: bytes) -> str:
    made = hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY, dklen=32)
    return f"scrypt${salt.hex()}${made.hex()}"
