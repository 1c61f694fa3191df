"""Write a file whole or not at all: under a temporary name in the same folder, then renamed.

Placed in `assessment.files` because the store, reports and commands all write this way, and `assessment` is the
lowest layer that all three may import and that handles files.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def atomic_write(path: Path, data: bytes, *, durable: bool = False, private: bool = True) -> None:
    """Write `data` to `path`; the options are those of `atomic_file`."""
    with atomic_file(path, durable=durable, private=private) as file:
        file.write(data)


@contextmanager
def atomic_file(path: Path, *, durable: bool = False, private: bool = True) -> Iterator[IO[bytes]]:
    """Open a temporary file, and rename it to `path` when the block ends without an error; else delete it.

    `durable` flushes the file to the disk before it is renamed. A `private` file has mode 600; another the mode that the
    umask of the process leaves. The folder must exist. Raises OSError.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if not private:
            temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    """The umask of the process; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
