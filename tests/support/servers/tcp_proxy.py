"""A TCP proxy between browser and server that simulates a lost connection."""

from __future__ import annotations

import contextlib
import socket
import threading


class TcpProxy:
    """Forwards connections from its own port to the port `target`; while `dead`, it drops all bytes.

    `passed` counts the bytes forwarded in both directions.
    """

    def __init__(self, target: int) -> None:
        self.target, self.dead, self.passed = target, False, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.pairs: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Lose the connection: the server sees it closed, the browser notices nothing and its bytes are dropped."""
        self.dead = True
        for far in self.pairs[1::2]:
            with contextlib.suppress(OSError):
                far.shutdown(socket.SHUT_RDWR)

    def restore(self) -> None:
        """Accept new connections again and close the old ones."""
        self.dead = False
        old, self.pairs = self.pairs, []
        for end in old:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        """Close the port and all connections."""
        self.listener.close()
        self.restore()

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self.listener.accept()
            except OSError:
                return
            if self.dead:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            self.pairs += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(
                    target=self._pump, args=(source, sink, source is near), daemon=True
                ).start()

    def _pump(self, source: socket.socket, sink: socket.socket, upward: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self.dead:
                    sink.sendall(data)
                    self.passed += len(data)
        if upward or not self.dead:
            with contextlib.suppress(OSError):
                sink.shutdown(socket.SHUT_RDWR)
