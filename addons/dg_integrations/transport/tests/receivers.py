"""A receiver on a raw socket, so that it may break every rule of HTTP."""

import contextlib
import socket
import struct
import threading

END = b"\r\n\r\n"


class Receiver:
    """Listens on a port of its own; keeps what it was sent and how many connected."""

    def __init__(self, talk, tls=None):
        self._talk, self._tls = talk, tls
        self.requests, self.is_closing = [], threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def close(self):
        self.is_closing.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(2)

    def _listen(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self._socket.accept()
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, connection):
        # A sender that hangs up is what most of these tests are about.
        with contextlib.suppress(OSError), contextlib.closing(connection):
            connection.settimeout(2)
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            self._talk(self, connection)
            connection.close()

    def read(self, connection):
        """The whole request: its head and its body."""
        content = b""
        while END not in content:
            content += connection.recv(65536) or self._gone()
        head, _end, body = content.partition(END)
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        while len(body) < length:
            body += connection.recv(65536) or self._gone()
        self.requests.append((head.decode("latin-1"), body))
        return head

    def drip(self, connection, content, every=0.05):
        """Send byte by byte until the other side hangs up."""
        for byte in content:
            if self.is_closing.wait(every):
                return
            connection.sendall(bytes([byte]))

    @staticmethod
    def _gone():
        raise ConnectionError


def answering(answer):
    """A receiver that reads a request and gives this answer."""

    def talk(receiver, connection):
        receiver.read(connection)
        connection.sendall(answer)

    return talk


def reply(status="200 OK", body=b"", *headers):
    """The bytes of an ordinary answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + END + body


def resetting(receiver, connection):
    """A receiver that reads a request and resets the connection."""
    receiver.read(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
