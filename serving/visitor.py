"""The key by which a request is counted: the network of its address, or the account that has signed in."""

from __future__ import annotations

from starlette.types import Scope

from serving.rate_limit import network_of
from serving.rejection import client_address

ACCOUNT = "cop.account"
"""Key of the scope under which the application writes who has signed in; missing or empty for nobody."""


def address_key(scope: Scope) -> str:
    """Return the network of the client."""
    return network_of(client_address(scope))


def account_key(scope: Scope) -> str:
    """Return the account that has signed in; empty for nobody."""
    return str(scope.get(ACCOUNT, ""))


def stranger_key(scope: Scope) -> str:
    """Return the network of a client that has not signed in; empty for one that has."""
    return "" if account_key(scope) else address_key(scope)


def address_and_kind_key(scope: Scope) -> str:
    """Return the network of the client, apart for those who have signed in: strangers do not use up their limit."""
    return f"{address_key(scope)} {'person' if account_key(scope) else 'stranger'}"
