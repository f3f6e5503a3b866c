"""Is a message believed by somebody who holds no secret of ours?"""

import base64

import pytest
from dg_integrations.logic.signature import Refusal, Secret, SecretError, headers
from dg_integrations.logic.signature import sign as sign_v1
from dg_integrations.logic.signature import verify as verify_v1
from dg_integrations.transport.keys import PrivateKey, PublicKey, sign, verify
from hypothesis import given
from hypothesis import strategies as st

NOW = 1_795_000_000
KEY = PrivateKey(bytes(range(32)))
OTHER = PrivateKey(b"o" * 32)
BODY = b'{"a":1}'

# The first test of RFC 8032, section 7.1.
RFC_SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
RFC_PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
RFC_SIGNATURE = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
)


def signed(keys=(KEY,)):
    return headers("evt_1", NOW, sign("evt_1", NOW, BODY, keys))


def test_the_example_of_the_standard_is_signed_alike():
    key = PrivateKey(RFC_SEED)

    assert key.public.raw == RFC_PUBLIC
    assert key.sign(b"") == RFC_SIGNATURE
    assert key.public.verifies(RFC_SIGNATURE, b"")


def test_the_public_key_is_enough_to_believe_a_message():
    published = PublicKey.read(KEY.public.text)

    assert verify(signed(), BODY, [published], NOW).is_genuine


def test_while_a_key_changes_both_sign_and_a_receiver_may_know_either():
    both = signed([OTHER, KEY])

    assert verify(both, BODY, [KEY.public], NOW).is_genuine
    assert verify(both, BODY, [OTHER.public], NOW).is_genuine
    assert verify(signed([OTHER]), BODY, [KEY.public], NOW).refusal is Refusal.MISMATCH


def test_both_kinds_of_signature_go_together():
    secret = Secret(b"s" * 32)
    both = headers("evt_1", NOW, [*sign_v1("evt_1", NOW, BODY, [secret]), *sign("evt_1", NOW, BODY, [KEY])])

    assert verify(both, BODY, [KEY.public], NOW).is_genuine
    assert verify_v1(both, BODY, [secret], NOW).is_genuine


@pytest.mark.parametrize(
    ("changed", "body", "now", "refusal"),
    [
        ({}, BODY + b" ", NOW, Refusal.MISMATCH),
        ({"webhook-id": "evt_2"}, BODY, NOW, Refusal.MISMATCH),
        ({"webhook-timestamp": str(NOW - 1)}, BODY, NOW, Refusal.MISMATCH),
        ({}, BODY, NOW + 301, Refusal.TOO_OLD),
        ({"webhook-signature": "v1,abc"}, BODY, NOW, Refusal.NO_KNOWN_SIGNATURE),
        ({"webhook-signature": "v1a,"}, BODY, NOW, Refusal.MISMATCH),
        ({"webhook-signature": "v1a,!!!"}, BODY, NOW, Refusal.MISMATCH),
        ({"webhook-signature": "v1a,\udc80"}, BODY, NOW, Refusal.MISMATCH),
        ({"webhook-signature": "v1a,YWJj"}, BODY, NOW, Refusal.MISMATCH),
    ],
)
def test_whatever_is_altered_or_garbage_is_refused(changed, body, now, refusal):
    assert verify(signed() | changed, body, [KEY.public], now).refusal is refusal


def test_keys_are_written_and_read():
    new = PrivateKey.new()

    assert new != PrivateKey.new()
    assert PrivateKey.read(new.text) == new
    assert PrivateKey.read("whsk_" + base64.b64encode(KEY.seed).decode()) == KEY
    assert KEY.public.text.startswith("whpk_")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "whsk_",
        "whsk_!!!",
        "whsk_YWJj",
        "whpk_" + base64.b64encode(b"k" * 32).decode(),
        "whsk_" + base64.b64encode(b"k" * 64).decode(),
        "whsk_" + base64.b64encode(b"k" * 33).decode(),
    ],
)
def test_what_is_no_private_key_is_refused_without_repeating_it(text):
    with pytest.raises(SecretError) as refused:
        PrivateKey.read(text)

    assert not text[5:] or text[5:] not in str(refused.value)


@pytest.mark.parametrize("text", ["", "whpk_", "whpk_YWJj", KEY.text])
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(SecretError):
        PublicKey.read(text)


def test_a_private_key_does_not_show_in_a_log():
    assert repr(OTHER) == "PrivateKey()"


@given(st.binary(max_size=100), st.binary(max_size=80))
def test_no_signature_raises(content, signature):
    assert KEY.public.verifies(KEY.sign(content), content)
    assert not KEY.public.verifies(signature, content)
