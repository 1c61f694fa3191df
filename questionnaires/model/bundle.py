"""Models of `bundles.yaml`: measures that go in one bill, decree or tender, and measures that replace each other."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from questionnaires.model.base import Content, Id, Many, Share, Text


class BundleMember(Content):
    """A measure of a bundle, and the share of its own cost and work that it adds where another member carries."""

    measure: Id
    adds: Share


class Bundle(Content):
    """Measures of one lead and pillar that go through one procedure and end together, as one act does."""

    id: Id
    title: Text
    kind: Literal["bill", "decree", "tender"]
    because: Text
    """Why these belong together."""
    members: Annotated[Many[BundleMember], Field(min_length=2)]


class Alternative(Content):
    """Ways to the same levels of one indicator, of which a plan takes one; each option is a list of measures."""

    id: Id
    title: Text
    because: Text
    """Why one is enough."""
    options: Annotated[Many[Annotated[Many[Id], Field(min_length=1)]], Field(min_length=2)]

    def option_of(self, measure: str) -> tuple[str, ...]:
        """The option that holds a measure; empty where none does."""
        return next((option for option in self.options if measure in option), ())


class BundlesFile(Content):
    """`bundles.yaml`."""

    bundles: Many[Bundle] = ()
    alternatives: Many[Alternative] = ()
