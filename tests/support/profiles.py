"""How many examples property tests draw: a third in `make test`, all with `--hypothesis-profile search`."""

from __future__ import annotations

from hypothesis import settings

USUAL = "house"
SEARCH = "search"


def register_profiles() -> None:
    """Register both profiles and load the usual one.

    The usual profile draws the same examples each time, so that a commit passes or fails for good, and sets no
    deadline, because a busy machine is no failure.
    """
    settings.register_profile(USUAL, deadline=None, derandomize=True, max_examples=drawn(100))
    settings.register_profile(SEARCH, deadline=None, max_examples=2_000)
    settings.load_profile(USUAL)


def drawn(whole: int) -> int:
    """Number of examples or repetitions: `whole` in a search, else a third of it, at least 5."""
    if settings.get_current_profile_name() == SEARCH:
        return whole
    return min(whole, max(5, whole // 3))
