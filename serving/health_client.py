"""Ask `/healthz` of a process on this computer: `python -m serving.health_client 8601 --wait 60 --process 4711`.

For units and containers, which have no other HTTP client. Without a port it is that of `STREAMLIT_SERVER_PORT`, else 8501.
"""

from __future__ import annotations

import argparse
import http.client
import os
import sys
import time

from operating_system import is_running

SECONDS = 8.0
"""Longest wait for one response."""

PAUSE = 0.5
"""Seconds between two requests."""


def health(port: int) -> str:
    """Return the response of the process, empty where it is healthy; what failed where it does not answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        response = connection.getresponse()
        body = response.read(1000).decode("utf-8", errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        connection.close()
    return "" if response.status == 200 else f"{response.status} {body}"


def main() -> None:
    """End with exit code 0 where the process is healthy within `--wait` seconds; else 1, with the last response.

    It is not waited for once the process `--process` has ended.
    """
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    default = os.environ.get("STREAMLIT_SERVER_PORT") or "8501"
    parser.add_argument("port", type=int, nargs="?", default=int(default))
    parser.add_argument("--wait", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--process", type=int, default=0, metavar="NUMBER")
    options = parser.parse_args()
    deadline = time.monotonic() + options.wait
    while state := health(options.port):
        if time.monotonic() >= deadline or not is_running(options.process):
            sys.exit(state)
        time.sleep(PAUSE)


if __name__ == "__main__":
    main()
