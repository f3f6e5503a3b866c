"""Can nobody reach through us what only we can reach?"""

from ipaddress import ip_address

import pytest
from dg_integrations.logic.address_guard import AddressFault, AddressProblem, judge, pinned, read_networks
from hypothesis import given
from hypothesis import strategies as st

PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:830::200e", "100.63.255.255"]

NOT_PUBLIC = [
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "240.0.0.1",
    "::1",
    "::8.8.8.8",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
]

NEVER = [
    "0.0.0.0",
    "0.1.2.3",
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "224.0.0.1",
    "239.255.255.255",
    "255.255.255.255",
    "::",
    "fd00:ec2::254",
    "fd20:ce::254",
    "ff02::1",
    "::ffff:169.254.169.254",
]

INSIDE = [
    "::ffff:{}",
    "64:ff9b::{}",
    "64:ff9b:1::{}",
    "::{}",
    "2a00:1450::5efe:{}",
    "2a00:1450::200:5efe:{}",
]


def fault_of(address, allowed=""):
    judged = judge(address, read_networks(allowed))
    return judged.fault if isinstance(judged, AddressProblem) else None


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address):
    assert judge(address) == ip_address(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_everything_else_does_not(address):
    assert fault_of(address) is AddressFault.NOT_PUBLIC


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_never_pass_whatever_is_allowed(address):
    everything = "10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 100.64.0.0/10 192.0.0.0/8 168.0.0.0/8 224.0.0.0/8 fc00::/7"

    assert fault_of(address, everything) is AddressFault.NEVER


@pytest.mark.parametrize("pattern", INSIDE)
@pytest.mark.parametrize("inside", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.0.1"])
def test_an_address_inside_another_one_has_to_pass_as_well(pattern, inside):
    assert fault_of(pattern.format(inside))


def test_a_mapped_address_is_the_address_it_means():
    assert judge("::ffff:8.8.8.8") == ip_address("8.8.8.8")
    assert judge("::ffff:10.1.2.3", read_networks("10.1.0.0/16")) == ip_address("10.1.2.3")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("64:ff9b::10.0.0.1", "64:ff9b::/96"),
        ("2002:a00:1::1", "2002::/16"),
        ("2001:0:808:808:0:0:f5ff:fffe", "2001::/32"),
        ("::10.0.0.1", "::/96"),
    ],
)
def test_whoever_allows_a_tunnel_does_not_allow_what_is_behind_it(address, allowed):
    assert fault_of(address, allowed) is AddressFault.NOT_PUBLIC
    assert fault_of(address, f"{allowed} 10.0.0.0/8") is None


def test_a_tunnel_to_a_public_address_passes_where_it_is_allowed():
    assert fault_of("64:ff9b::8.8.8.8", "64:ff9b::/96") is None


@pytest.mark.parametrize(
    "address",
    ["", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "1.2.3.4.5", "fe80::1%eth0", "1.1.1.1/32"],
)
def test_what_is_no_plain_address_is_refused(address):
    assert fault_of(address, "127.0.0.0/8 fe80::/10") is AddressFault.NOT_AN_ADDRESS


def test_an_administrator_may_allow_networks_of_his_own():
    assert fault_of("10.1.2.3", "10.1.0.0/16") is None
    assert fault_of("10.2.2.3", "10.1.0.0/16") is AddressFault.NOT_PUBLIC
    assert fault_of("fd12::1", "10.1.0.0/16, fd12::/32") is None
    assert fault_of("::1", "::1") is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("10.0.0.1/8", "“10.0.0.1/8” is not a network."),
        ("internal", "“internal” is not a network."),
        ("0.0.0.0/0", "The network 0.0.0.0/0 is too wide."),
        ("8.0.0.0/7", "The network 8.0.0.0/7 is too wide."),
        ("::/0", "The network ::/0 is too wide."),
    ],
)
def test_a_network_that_is_none_or_half_the_world_says_so(text, sentence):
    with pytest.raises(ValueError, match=r"network") as refused:
        read_networks(text)

    assert str(refused.value).startswith(sentence)


def test_one_private_address_among_many_refuses_them_all():
    problem = pinned(["8.8.8.8", "1.1.1.1", "10.0.0.1", "9.9.9.9"])

    assert problem == AddressProblem(AddressFault.NOT_PUBLIC, "10.0.0.1")
    assert problem.message.startswith("10.0.0.1 is not public.")


def test_what_passes_is_returned_as_addresses_each_once():
    assert pinned(["8.8.8.8", "::ffff:8.8.8.8", "2606:4700::1"]) == ("8.8.8.8", "2606:4700::1")


def test_a_host_without_an_address_is_not_connected_to():
    assert pinned([]) == AddressProblem(AddressFault.NO_ADDRESS)


@pytest.mark.parametrize("fault", list(AddressFault))
def test_every_refusal_is_a_sentence(fault):
    assert AddressProblem(fault, "10.0.0.1").message.endswith(".")


@given(st.ip_addresses().map(str) | st.text(max_size=20))
def test_nothing_passes_that_python_calls_private(text):
    judged = judge(text)

    assert isinstance(judged, AddressProblem) or (judged.is_global and not judged.is_multicast)
