"""Hand requests below some paths to another application, past the middleware that they do not need."""

from __future__ import annotations

from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send


class PathBranch:
    """Middleware that lets `branch` answer requests for each of `paths` and what is below it, instead of `app`."""

    def __init__(self, app: ASGIApp, branch: ASGIApp, paths: Collection[str]) -> None:
        self.app, self.branch = app, branch
        self.paths, self.below = frozenset(paths), tuple(f"{path}/" for path in paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_branch = scope["type"] == "http" and (
            scope["path"] in self.paths or scope["path"].startswith(self.below)
        )
        await (self.branch if is_branch else self.app)(scope, receive, send)
