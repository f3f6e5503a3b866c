"""Does the right thing follow from every way in which an attempt can end?"""

from datetime import timedelta

import pytest
from dg_integrations.logic.outcome import AttemptError, Handling, Step, handle
from hypothesis import given
from hypothesis import strategies as st

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_a_success(status):
    assert handle(status) == Handling(Step.DONE)
    assert handle(status).is_success


@pytest.mark.parametrize("status", [0, 101, 301, 302, 307, 400, 401, 404, 408, 422, 425, 429, 500, 502, 503, 504, 999])
def test_everything_else_is_tried_again(status):
    assert handle(status) == Handling(Step.RETRY)
    assert not handle(status).is_success


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_receiver_that_says_for_how_long_rests(status):
    assert handle(status, retry_after=MINUTE) == Handling(Step.RETRY_AFTER_REST, rest=MINUTE)
    assert handle(status, retry_after=timedelta(0)) == Handling(Step.RETRY)


@pytest.mark.parametrize("status", [404, 500, 502])
def test_nobody_else_can_make_the_endpoint_rest(status):
    assert handle(status, retry_after=MINUTE) == Handling(Step.RETRY)


def test_a_receiver_that_is_gone_is_paused_at_once():
    assert handle(410) == Handling(Step.PAUSE_ENDPOINT, is_config_suspect=True)


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 405, 413, 422])
def test_the_third_refusal_of_the_same_kind_is_told_to_somebody_and_tried_again_all_the_same(status):
    assert not handle(status, same_before=1).is_config_suspect
    assert handle(status, same_before=2) == Handling(Step.RETRY, is_config_suspect=True)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_passes_by_itself_is_never_blamed_on_the_settings(status):
    assert not handle(status, same_before=99).is_config_suspect


@pytest.mark.parametrize("error", list(AttemptError))
def test_an_attempt_without_a_status_is_tried_again(error):
    assert handle(error).step is Step.RETRY


def test_an_address_that_is_refused_is_blamed_at_once_and_a_certificate_the_third_time():
    assert handle(AttemptError.ADDRESS_REFUSED).is_config_suspect
    assert handle(AttemptError.TARGET_REFUSED).is_config_suspect
    assert handle(AttemptError.CONFIGURATION).is_config_suspect
    assert not handle(AttemptError.TLS, same_before=1).is_config_suspect
    assert handle(AttemptError.TLS, same_before=2).is_config_suspect
    assert not handle(AttemptError.TIMEOUT, same_before=99).is_config_suspect


@given(st.integers(-1, 2000) | st.sampled_from(AttemptError), st.integers(0, 9), st.none() | st.just(MINUTE))
def test_only_2xx_ends_a_delivery_and_only_410_pauses(ended, same_before, retry_after):
    handling = handle(ended, same_before, retry_after)

    assert (handling.step is Step.DONE) is (isinstance(ended, int) and 200 <= ended <= 299)
    assert (handling.step is Step.PAUSE_ENDPOINT) is (ended == 410)
    assert bool(handling.rest) is (handling.step is Step.RETRY_AFTER_REST)
