"""Can a header neither change how a request is read nor put a secret into our log?"""

import pytest
from dg_integrations.logic.header_rules import custom_header_problem, kept_headers


@pytest.mark.parametrize("name", ["Authorization", "Api-Key", "apikey", "X-Tenant", "x-n8n-key"])
def test_headers_that_name_the_sender_may_be_added(name):
    assert custom_header_problem(name, "Bearer abc") == ""


@pytest.mark.parametrize(
    "name",
    [
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Cookie",
        "Expect",
        "Upgrade",
        "webhook-id",
        "Webhook-Signature",
        "Proxy-Authorization",
        "Accept-Encoding",
        "User-Agent",
        "Content-Type",
        "X-Forwarded-For",
        "X-HTTP-Method-Override",
        "X-Original-URL",
        "X-Real-IP",
        "X-",
        "X-A:B",
        "X-A\r\nHost",
        "X-Ä",
        "",
    ],
)
def test_headers_that_change_how_a_request_is_read_may_not(name):
    assert "cannot be added" in custom_header_problem(name, "x")


@pytest.mark.parametrize("value", ["", " x", "x ", "a\r\nHost: b", "a\0", "ä", "x" * 4097])
def test_a_value_is_printable_and_never_repeated(value):
    problem = custom_header_problem("X-Key", value)

    assert problem == "The value of X-Key is not made of 1 to 4096 printable ASCII characters."


def test_of_an_answer_only_known_headers_are_kept():
    assert kept_headers({"Set-Cookie": "session=1", "Content-Type": "text/html", "X-Secret": "1"}) == {
        "content-type": "text/html"
    }


def test_a_long_value_is_cut():
    assert len(kept_headers({"Server": "x" * 999})["server"]) == 256


@pytest.mark.parametrize(
    ("location", "kept"),
    [
        ("https://user:pass@example.com/a?token=1#b", "https://example.com/a"),
        ("/login?next=1", "/login"),
        ("http://169.254.169.254/latest/", "http://169.254.169.254/latest/"),
    ],
)
def test_of_a_redirect_the_place_is_kept_and_no_key(location, kept):
    assert kept_headers({"Location": location}) == {"location": kept}
