"""A line between a phone and the house that is slow upwards, and that can break in the middle of a word."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

BLOCK = 16_384


class Line:
    """Stands in front of a house at a port of its own. `speed` is in bytes a second upwards, for each connection."""

    def __init__(self, port: int, speed: int) -> None:
        self.house, self.speed, self.broken = port, speed, False
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._let_in, daemon=True).start()

    def cut(self) -> None:
        """Nothing goes through any more, and what was going through ends where it is."""
        self.broken = True
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def mend(self) -> None:
        self.broken = False

    def close(self) -> None:
        self.cut()
        self._door.close()

    def _let_in(self) -> None:
        with suppress(OSError):  # the door was closed
            while True:
                phone, _address = self._door.accept()
                if self.broken:
                    phone.close()
                    continue
                house = socket.create_connection(("127.0.0.1", self.house))
                self._ends += [phone, house]
                threading.Thread(target=self._connect, args=(phone, house), daemon=True).start()

    def _connect(self, phone: socket.socket, house: socket.socket) -> None:
        """Both ways, until one end has had enough."""
        with phone, house:
            upwards = threading.Thread(target=self._carry, args=(phone, house, self.speed), daemon=True)
            upwards.start()
            self._carry(house, phone, 0)
            upwards.join()

    def _carry(self, here: socket.socket, there: socket.socket, speed: int) -> None:
        with suppress(OSError):
            while block := here.recv(BLOCK):
                if speed:
                    time.sleep(len(block) / speed)
                there.sendall(block)
        for end in (here, there):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def bad_line(port: int, *, speed: int) -> Iterator[Line]:
    line = Line(port, speed)
    try:
        yield line
    finally:
        line.close()
