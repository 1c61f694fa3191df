"""The option `--for` of the command `roadmap`, whose word `body` takes a role as a second word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from assessment.model.readership import Reader, Readership
from translations import gettext as _

NAME = "--for"
SEPARATOR = ":"


class ReaderCommand(click.Command):
    """A command whose option `--for` may be followed by `body ROLE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Join `--for body ROLE` to one value before the options are parsed."""
        return super().parse_args(ctx, list(joined(args)))


def joined(args: Sequence[str]) -> Iterator[str]:
    """The arguments, with the two words after `--for` as one.

    >>> list(joined(["--for", "body", "police", "-o", "x.pdf"]))
    ['--for', 'body:police', '-o', 'x.pdf']
    >>> list(joined(["x.yaml", "--for=body", "police"])), list(joined(["--for", "body"]))
    (['x.yaml', '--for', 'body:police'], ['--for', 'body'])
    """
    split = [
        word for item in args for word in ([NAME, item[6:]] if item[:6] == "--for=" else [item])
    ]
    index = 0
    while index < len(split):
        if split[index : index + 2] == [NAME, Reader.BODY] and index + 2 < len(split):
            yield from (NAME, f"{Reader.BODY}{SEPARATOR}{split[index + 2]}")
            index += 3
            continue
        yield split[index]
        index += 1


class ReaderWords(click.ParamType[Readership]):
    """Type of a reader: minister, cabinet, technical, or body with a role."""

    name = "reader"

    def convert(self, value: Any, param: Any, ctx: Any) -> Readership:
        if isinstance(value, Readership):
            return value
        word, _separator, body = str(value).partition(SEPARATOR)
        if word not in list(Reader):
            self.fail(
                _("'{word}' is no reader. Use one of: {known}.").format(
                    word=word, known=", ".join(Reader)
                ),
                param,
                ctx,
            )
        reader = Reader(word)
        if (reader is Reader.BODY) != bool(body.strip()):
            self.fail(_("Say which body: --for body ROLE, such as --for body police."), param, ctx)
        return Readership(reader, body.strip())
