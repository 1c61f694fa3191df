"""Encryption of backups in the age format (age-encryption.org/v1), to the public keys of those who may restore them.

The computer that makes backups holds no secret with which one could be read.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pyrage

from assessment.errors import AssessmentError
from operating_system import is_closed_pipe
from translations import gettext as _

MAGIC = b"age-encryption.org/v1\n"
"""Beginning of an encrypted file."""

RECIPIENT, IDENTITY = "age1", "AGE-SECRET-KEY-1"

MAXIMUM_KEY_FILE = 100_000
"""Bytes of a file of keys; a larger one is another file."""


class WrongKey(AssessmentError):
    """A recipient or an identity that is missing, is none, or does not open the backup."""


def recipients_of(named: Sequence[str]) -> tuple[Any, ...]:
    """Return the recipients named by their key (`age1…`) or by a file with one key a line.

    Raises WrongKey where one is neither.
    """
    keys = (
        key
        for item in named
        for key in ([item] if item.startswith(RECIPIENT) else _lines(Path(item)))
    )
    return tuple(_parsed(pyrage.x25519.Recipient, key, RECIPIENT) for key in keys)


def identities_in(path: Path) -> tuple[Any, ...]:
    """Return the identities in a file as `age-keygen` writes it. Raises WrongKey where it holds none."""
    return tuple(_parsed(pyrage.x25519.Identity, key, IDENTITY) for key in _lines(path))


def new_identity() -> tuple[str, str]:
    """Return a new identity, which must be kept secret and apart from the backups, and its recipient."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def is_encrypted(path: Path) -> bool:
    """Return whether a file begins as an encrypted one. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextmanager
def encrypted(file: IO[bytes], recipients: Sequence[Any]) -> Iterator[IO[bytes]]:
    """Open a stream whose content is written to `file`, encrypted; nothing of it reaches the disk in plain."""
    source, target = os.pipe()
    failures: list[BaseException] = []

    def encrypt() -> None:
        with os.fdopen(source, "rb") as reader:
            try:
                pyrage.encrypt_io(reader, file, list(recipients))
            except BaseException as error:  # noqa: BLE001 -- raised below, in the thread of the caller
                failures.append(error)

    thread = threading.Thread(target=encrypt)
    thread.start()
    writer = os.fdopen(target, "wb")
    try:
        yield writer
        writer.close()
    except OSError as error:
        if not is_closed_pipe(error):
            raise
        # The thread has failed, and says why.
        if not failures:
            thread.join()
        if not failures:
            raise
    finally:
        with suppress(OSError):
            writer.close()
        thread.join()
    if failures:
        raise failures[0]


@contextmanager
def decrypted(path: Path, identities: Sequence[Any]) -> Iterator[IO[bytes]]:
    """Open the content of an encrypted file, in a file without a name that only this process reads. Raises WrongKey."""
    if not identities:
        raise WrongKey(
            _("{file}: is encrypted. Name the file with its identity: --identity FILE.").format(
                file=path.name
            )
        )
    with tempfile.TemporaryFile() as plain:
        with path.open("rb") as file:
            try:
                pyrage.decrypt_io(file, plain, list(identities))
            except pyrage.DecryptError as error:
                raise WrongKey(
                    _(
                        "{file}: can’t be decrypted. It is for another identity, or was cut or changed."
                    ).format(file=path.name)
                ) from error
        plain.seek(0)
        yield plain


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            text = file.read(MAXIMUM_KEY_FILE).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongKey(_no_key(path.name)) from error
    keys = [line.strip() for line in text.splitlines()]
    keys = [key for key in keys if key and not key.startswith("#")]
    if not keys:
        raise WrongKey(_no_key(path.name))
    return keys


def _parsed(kind: Any, key: str, prefix: str) -> Any:
    """The key of a kind; the message does not repeat it, as it may be a secret one."""
    try:
        return kind.from_str(key)
    except (pyrage.IdentityError, pyrage.RecipientError) as error:
        raise WrongKey(_no_key(f"{prefix}…")) from error


def _no_key(where: str) -> str:
    return _(
        "{where}: there is no key of age here. Write age1… to encrypt, or name a file that age-keygen has written."
    ).format(where=where)
