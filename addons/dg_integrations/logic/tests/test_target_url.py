"""Can the address of an endpoint be read in one way only?"""

import pytest
from dg_integrations.logic.target_url import SENTENCES, Target, UrlFault, UrlRules, read_url
from hypothesis import given
from hypothesis import strategies as st

LAN = UrlRules(is_http_allowed=True, ports={5678})


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("https://example.com", Target(True, "example.com", 443, "/")),
        ("https://EXAMPLE.com/Hook?a=1&b=%20", Target(True, "example.com", 443, "/Hook?a=1&b=%20")),
        ("https://example.com?x", Target(True, "example.com", 443, "/?x")),
        ("https://example.com:8443/a", Target(True, "example.com", 8443, "/a")),
        ("https://xn--mller-kva.example/", Target(True, "xn--mller-kva.example", 443, "/")),
        ("https://8.8.8.8/", Target(True, "8.8.8.8", 443, "/")),
        ("https://[2606:4700::1111]:8443/", Target(True, "2606:4700::1111", 8443, "/")),
        ("https://example.com/@user/a@b", Target(True, "example.com", 443, "/@user/a@b")),
        ("https://1and1.example/", Target(True, "1and1.example", 443, "/")),
    ],
)
def test_an_ordinary_address_is_read(text, target):
    assert read_url(text) == target


def test_in_a_network_of_ones_own_more_may_be_allowed():
    assert read_url("http://n8n:5678/webhook/1", LAN) == Target(False, "n8n", 5678, "/webhook/1")
    assert read_url("http://n8n/", LAN) == Target(False, "n8n", 80, "/")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", UrlFault.MALFORMED),
        ("example.com", UrlFault.MALFORMED),
        ("//example.com/", UrlFault.MALFORMED),
        ("ftp://example.com/", UrlFault.MALFORMED),
        ("file:///etc/passwd", UrlFault.MALFORMED),
        ("gopher://example.com/", UrlFault.MALFORMED),
        ("HTTPS://example.com/", UrlFault.MALFORMED),
        ("https:/example.com/", UrlFault.MALFORMED),
        ("https:///etc", UrlFault.MALFORMED),
        (" https://example.com/", UrlFault.MALFORMED),
        ("https://example.com/\n", UrlFault.MALFORMED),
        ("https://example.com/\r\nX: y", UrlFault.MALFORMED),
        ("https://exa mple.com/", UrlFault.MALFORMED),
        ("https://example.com\\@evil.com/", UrlFault.MALFORMED),
        ("https://example.com:443:80/", UrlFault.MALFORMED),
        ("https://example.com:/", UrlFault.MALFORMED),
        ("https://example.com:-1/", UrlFault.MALFORMED),
        ("https://127.0.0.1%2f/", UrlFault.MALFORMED),
        ("https://%31%32%37.0.0.1/", UrlFault.MALFORMED),
        ("https://[fe80::1%eth0]/", UrlFault.MALFORMED),
        ("https://[::1%25eth0]/", UrlFault.MALFORMED),
        ("https://[::1/", UrlFault.MALFORMED),
        ("https://example_1.com/", UrlFault.MALFORMED),
        ("http://example.com/", UrlFault.NOT_HTTPS),
        ("https://user@example.com/", UrlFault.USER_INFO),
        ("https://user:pass@example.com/", UrlFault.USER_INFO),
        ("https://example.com:443@evil.com/", UrlFault.USER_INFO),
        ("https://example.com/#fragment", UrlFault.FRAGMENT),
        ("https://evil.com#@example.com/", UrlFault.FRAGMENT),
        ("https://müller.example/", UrlFault.NOT_ASCII),
        ("https://ⓔⓧⓐⓜⓟⓛⓔ.com/", UrlFault.NOT_ASCII),
        ("https://127。0。0。1/", UrlFault.NOT_ASCII),
        ("https://١٢٧.0.0.1/", UrlFault.NOT_ASCII),
        ("https://2130706433/", UrlFault.BAD_HOST),
        ("https://0x7f000001/", UrlFault.BAD_HOST),
        ("https://0x7f.0.0.0x1/", UrlFault.BAD_HOST),
        ("https://0177.0.0.1/", UrlFault.BAD_HOST),
        ("https://127.1/", UrlFault.BAD_HOST),
        ("https://127.0.0.1./", UrlFault.BAD_HOST),
        ("https://256.0.0.1/", UrlFault.BAD_HOST),
        ("https://1.2.3.4.5/", UrlFault.BAD_HOST),
        ("https://example.com./", UrlFault.BAD_HOST),
        ("https://example..com/", UrlFault.BAD_HOST),
        ("https://.example.com/", UrlFault.BAD_HOST),
        ("https://-example.com/", UrlFault.BAD_HOST),
        ("https://" + "a" * 64 + ".com/", UrlFault.BAD_HOST),
        ("https://" + "a." * 127 + "com/", UrlFault.BAD_HOST),
        ("https://[::1::2]/", UrlFault.BAD_HOST),
        ("https://[127.0.0.1.1]/", UrlFault.BAD_HOST),
        ("https://metadata.google.internal/", UrlFault.BAD_HOST),
        ("https://METADATA/", UrlFault.BAD_HOST),
        ("https://example.com:22/", UrlFault.PORT),
        ("https://example.com:80/", UrlFault.PORT),
        ("https://example.com:0/", UrlFault.PORT),
        ("https://example.com:99999/", UrlFault.PORT),
        ("https://example.com/" + "a" * 2048, UrlFault.TOO_LONG),
    ],
)
def test_an_odd_address_is_refused(text, fault):
    assert read_url(text) is fault


def test_no_rule_allows_a_port_that_is_none():
    assert read_url("https://example.com:0/", UrlRules(ports={0})) is UrlFault.PORT
    assert read_url("https://example.com:70000/", UrlRules(ports={70000})) is UrlFault.PORT


def test_a_target_knows_whether_there_is_something_to_resolve():
    assert read_url("https://8.8.8.8/").is_literal
    assert read_url("https://[::1]/").is_literal
    assert not read_url("https://example.com/").is_literal


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("https://example.com/", "example.com"),
        ("https://example.com:443/", "example.com"),
        ("https://example.com:8443/", "example.com:8443"),
        ("https://[2606:4700::1]/", "[2606:4700::1]"),
        ("http://n8n:5678/", "n8n:5678"),
        ("http://n8n/", "n8n"),
    ],
)
def test_the_host_header_names_the_port_only_where_it_is_unusual(text, authority):
    assert read_url(text, LAN).authority == authority


def test_every_refusal_is_a_sentence():
    assert set(SENTENCES) == set(UrlFault)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


@given(st.from_regex(r"https?://[ -~]{0,30}", fullmatch=True) | st.text(max_size=40))
def test_whatever_is_read_is_told_again_in_the_same_way(text):
    target = read_url(text, LAN)
    if isinstance(target, Target):
        scheme = "https" if target.is_tls else "http"
        assert read_url(f"{scheme}://{target.authority}{target.path}", LAN) == target
