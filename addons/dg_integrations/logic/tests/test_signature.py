"""Is a genuine message believed, also while its secret changes, and nothing else?"""

import base64
import hashlib
import hmac

import pytest
from dg_integrations.logic.signature import Refusal, Secret, SecretError, headers, sign, signed_content, verify
from hypothesis import given
from hypothesis import strategies as st

NOW = 1_795_000_000
ID = "evt_0192f3"
BODY = b'{"type":"dg.approval.requested.v1"}'
OLD = Secret(b"o" * 24)
NEW = Secret(b"n" * 64)

# The example of the specification of Standard Webhooks.
SPEC_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SPEC_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
SPEC_BODY = b'{"test": 2432232314}'
SPEC_SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def signed(secrets=(OLD,), body=BODY, at=NOW):
    return headers(ID, at, sign(ID, at, body, secrets))


def test_the_example_of_the_specification_is_signed_alike():
    assert sign(SPEC_ID, 1614265330, SPEC_BODY, [Secret.read(SPEC_SECRET)]) == [SPEC_SIGNATURE]


def test_a_genuine_message_is_believed():
    verification = verify(signed(), BODY, [OLD], NOW)

    assert verification.is_genuine
    assert (verification.envelope.id, verification.envelope.timestamp) == (ID, NOW)


@pytest.mark.parametrize("known", [[OLD], [NEW], [OLD, NEW]])
def test_while_a_secret_changes_both_sign_and_a_receiver_may_know_either(known):
    both = signed([NEW, OLD])

    assert len(both["webhook-signature"].split(" ")) == 2
    assert verify(both, BODY, known, NOW).is_genuine


def test_a_secret_that_is_gone_no_longer_signs():
    assert verify(signed([NEW]), BODY, [OLD], NOW).refusal is Refusal.MISMATCH


def test_names_of_headers_are_read_in_any_case():
    assert verify({name.title(): value for name, value in signed().items()}, BODY, [OLD], NOW).is_genuine


@pytest.mark.parametrize(
    ("name", "value"),
    [("webhook-id", "evt_other"), ("webhook-timestamp", str(NOW + 1))],
)
def test_whatever_is_altered_is_noticed(name, value):
    assert verify(signed() | {name: value}, BODY, [OLD], NOW).refusal is Refusal.MISMATCH
    assert verify(signed(), BODY + b" ", [OLD], NOW).refusal is Refusal.MISMATCH


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        (NOW - 301, Refusal.TOO_NEW),
        (NOW - 300, None),
        (NOW + 300, None),
        (NOW + 301, Refusal.TOO_OLD),
    ],
)
def test_five_minutes_either_way_are_in_time(now, refusal):
    assert verify(signed(), BODY, [OLD], now).refusal is refusal


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize("value", [None, "", b"bytes", 5, ["list"]])
def test_a_header_that_is_missing_or_no_text_is_missing(name, value):
    assert verify(signed() | {name: value}, BODY, [OLD], NOW).refusal is Refusal.HEADER_MISSING


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webhook-id", "evt.1"),
        ("webhook-id", "evt 1"),
        ("webhook-id", "évt"),
        ("webhook-id", "x" * 257),
        ("webhook-timestamp", "soon"),
        ("webhook-timestamp", "-1"),
        ("webhook-timestamp", f"+{NOW}"),
        ("webhook-timestamp", f"0{NOW}"),
        ("webhook-timestamp", f"{NOW}.0"),
        ("webhook-timestamp", "１７９５００００００"),
        ("webhook-timestamp", "9" * 5000),
        ("webhook-signature", "v1,a " * 17),
        ("webhook-signature", "v1," + "a" * 5000),
    ],
)
def test_a_header_that_is_none_is_malformed(name, value):
    assert verify(signed() | {name: value}, BODY, [OLD], NOW).refusal is Refusal.HEADER_MALFORMED


@pytest.mark.parametrize("value", ["garbage", "v2,abc", ",", " ", "v1a,abc", "V1,abc", "v1"])
def test_without_a_signature_of_a_known_version_nothing_is_believed(value):
    refusal = Refusal.MISMATCH if value == "v1" else Refusal.NO_KNOWN_SIGNATURE

    assert verify(signed() | {"webhook-signature": value}, BODY, [OLD], NOW).refusal is refusal


@pytest.mark.parametrize("value", ["v1,a,b", "v1,", "v1,====", "v1,\udc80", "v1,ü", "v1,YQ==\0", "v1,!!!!"])
def test_a_signature_that_is_garbage_is_one_that_does_not_match(value):
    assert verify(signed() | {"webhook-signature": value}, BODY, [OLD], NOW).refusal is Refusal.MISMATCH


def test_unknown_signatures_beside_a_right_one_do_no_harm():
    right = signed()["webhook-signature"]

    assert verify(signed() | {"webhook-signature": f"v9,x {right} v1,wrong"}, BODY, [OLD], NOW).is_genuine


def test_without_any_secret_nothing_is_believed():
    assert verify(signed(), BODY, [], NOW).refusal is Refusal.MISMATCH


@pytest.mark.parametrize(("message_id", "at"), [("a.b", NOW), ("", NOW), ("a\nb", NOW), (ID, -1), (ID, 10**12)])
def test_what_cannot_stand_in_a_header_is_not_signed(message_id, at):
    with pytest.raises(ValueError, match="printable ASCII"):
        signed_content(message_id, at, BODY)


def test_no_message_goes_out_unsigned():
    with pytest.raises(ValueError, match="at least one signature"):
        headers(ID, NOW, [])


def test_a_secret_is_written_as_the_standard_wants_it():
    assert Secret.read(SPEC_SECRET).text == SPEC_SECRET
    assert Secret.read(NEW.text) == NEW


@pytest.mark.parametrize(
    "text",
    ["", "hunter", "whsec_", "whsec_!!!!", "whsec_ü", "whsk_" + "A" * 32, "whsec_" + "A" * 28, "whsec_" + "A" * 88],
)
def test_what_is_no_secret_is_refused_without_repeating_it(text):
    with pytest.raises(SecretError) as refused:
        Secret.read(text)

    assert not text.removeprefix("whsec_") or text.removeprefix("whsec_") not in str(refused.value)


def test_a_secret_does_not_show_in_a_log():
    assert "nnnn" not in repr(NEW)


def test_a_new_secret_is_the_same_as_a_text_and_as_bytes():
    secret = Secret.new(bytes(range(100, 148)))
    as_text = base64.b64decode(secret.text.removeprefix("whsec_")).decode("ascii")

    mac = hmac.new(as_text.encode(), signed_content(ID, NOW, "ü".encode()), hashlib.sha256).digest()

    assert len(as_text) == 48
    assert as_text.isalnum()
    assert sign(ID, NOW, "ü".encode(), [secret]) == [f"v1,{base64.b64encode(mac).decode()}"]


def test_a_new_secret_needs_enough_chance():
    with pytest.raises(SecretError, match="48 random bytes"):
        Secret.new(b"x" * 47)


IDS = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="."), min_size=1, max_size=256)
SECRETS = st.lists(st.binary(min_size=24, max_size=64).map(Secret), min_size=1, max_size=3)


@given(message_id=IDS, at=st.integers(0, 10**12 - 1), body=st.binary(max_size=200), secrets=SECRETS, data=st.data())
def test_what_is_signed_is_verified_by_the_holder_of_any_of_the_secrets(message_id, at, body, secrets, data):
    sent = headers(message_id, at, sign(message_id, at, body, secrets))

    assert verify(sent, body, [data.draw(st.sampled_from(secrets))], at).is_genuine


@given(
    st.dictionaries(st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.text(max_size=30)),
    st.binary(max_size=20),
)
def test_no_headers_whatever_raise_or_are_believed(given_headers, body):
    assert not verify(given_headers, body, [OLD], NOW).is_genuine
    assert not verify(signed() | given_headers, body + b"!", [OLD], NOW).is_genuine
