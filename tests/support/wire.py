"""A wire between browser and server that can be cut without either of them being told."""

from __future__ import annotations

import contextlib
import socket
import threading


class Wire:
    """Passes bytes from a port of its own to `target`; while `dead`, it swallows them in silence."""

    def __init__(self, target: int) -> None:
        self.target, self.dead = target, False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.pairs: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """The server sees its connections end; the browser sees nothing and its bytes go nowhere."""
        self.dead = True
        for far in self.pairs[1::2]:
            with contextlib.suppress(OSError):
                far.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """New connections pass again; the old ones are now seen to be gone."""
        self.dead = False
        old, self.pairs = self.pairs, []
        for end in old:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self.listener.close()
        self.mend()

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
        if upward or not self.dead:
            with contextlib.suppress(OSError):
                sink.shutdown(socket.SHUT_RDWR)
