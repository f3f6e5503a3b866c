"""What do tests of sending need?  Receivers that behave badly, on this machine alone."""

import pytest
from receivers import Receiver


@pytest.fixture
def receiver():
    """`receiver(talk, …)`: a receiver that answers each connection with `talk(connection)`; closed afterwards."""
    opened = []

    def open_one(talk, **options):
        opened.append(Receiver(talk, **options))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
