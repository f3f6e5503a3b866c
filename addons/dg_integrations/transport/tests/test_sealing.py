"""Does a secret open with the right key and for its own purpose only?"""

import pytest
from dg_integrations.transport.sealing import KeyRing, SealError, new_key

OLD, NEW = new_key(), new_key()
SECRET = "whsec_Größe\0"
PURPOSE = "dg.endpoint.secret,42"


def test_a_sealed_secret_opens_with_its_key():
    ring = KeyRing([OLD])
    sealed = ring.seal(SECRET, PURPOSE)

    assert ring.unseal(sealed, PURPOSE) == SECRET
    assert "whsec_" not in sealed


def test_the_same_secret_never_looks_the_same():
    ring = KeyRing([OLD])

    assert ring.seal(SECRET, PURPOSE) != ring.seal(SECRET, PURPOSE)


def test_a_secret_that_was_copied_to_another_record_does_not_open():
    ring = KeyRing([OLD])

    with pytest.raises(SealError, match="sealed for something else"):
        ring.unseal(ring.seal(SECRET, PURPOSE), "dg.endpoint.secret,43")


def test_keys_change_without_a_moment_in_which_a_secret_does_not_open():
    sealed = KeyRing([OLD]).seal(SECRET, PURPOSE)
    both = KeyRing.read(f"{NEW}, {OLD}")
    assert both.unseal(sealed, PURPOSE) == SECRET

    renewed = both.renewed(sealed, PURPOSE)

    assert KeyRing([NEW]).unseal(renewed, PURPOSE) == SECRET
    assert both.renewed(renewed, PURPOSE) == renewed


@pytest.mark.parametrize("sealed", ["", "garbage", "ü", "gAAAA"])
def test_what_no_key_opens_says_what_to_do(sealed):
    with pytest.raises(SealError, match="Put back the key"):
        KeyRing([OLD]).unseal(sealed, PURPOSE)

    with pytest.raises(SealError, match="Put back the key"):
        KeyRing([NEW]).unseal(KeyRing([OLD]).seal(SECRET, PURPOSE), PURPOSE)


def test_an_altered_secret_does_not_open():
    ring = KeyRing([OLD])
    sealed = ring.seal(SECRET, PURPOSE)

    with pytest.raises(SealError):
        ring.unseal(sealed[:-4] + "AAA=", PURPOSE)


@pytest.mark.parametrize("text", ["", " , "])
def test_without_a_key_nothing_is_sealed(text):
    with pytest.raises(SealError, match="There is no key"):
        KeyRing.read(text)


@pytest.mark.parametrize("key", ["short", "ü" * 32, OLD[:-4]])
def test_what_is_no_key_is_refused_without_repeating_it(key):
    with pytest.raises(SealError) as refused:
        KeyRing([key])

    assert key not in str(refused.value)


def test_a_purpose_is_a_plain_text():
    with pytest.raises(SealError, match="plain text"):
        KeyRing([OLD]).seal(SECRET, "a\0b")
