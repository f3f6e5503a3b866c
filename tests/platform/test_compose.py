"""Is docker-compose.yml what production needs?  (It cannot be run where there is no engine.)"""

import re

import pytest
import yaml

from scripts import places

COMPOSE = places.ROOT / "docker-compose.yml"
PASSWORDS = {"POSTGRES_PASSWORD", "ODOO_ADMIN_PASSWD"}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(COMPOSE.read_text())


def test_official_images_are_used(compose):
    images = {service["image"] for service in compose["services"].values()}

    assert images == {"odoo:19", "postgres:17"}


def test_every_password_is_required_and_says_where_to_set_it(compose):
    variables = re.findall(r"\$\{(\w+)(:?[?-][^}]*)?\}", COMPOSE.read_text())

    required = {name for name, rest in variables if rest.startswith(":?") and ".env" in rest}
    assert required == PASSWORDS
    assert {name for name, rest in variables if not rest.startswith(":?")}.isdisjoint(PASSWORDS)


def test_no_value_of_a_password_stands_in_the_file(compose):
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            if "PASSW" in name:
                assert re.fullmatch(r"\$\{\w+:\?[^}]+\}", value), name


def test_example_of_the_environment_names_every_variable_and_no_password():
    lines = (places.ROOT / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    used = set(re.findall(r"\$\{(\w+)", COMPOSE.read_text()))
    assert set(example) == used
    assert {name: example[name] for name in PASSWORDS} == dict.fromkeys(PASSWORDS, "")


def test_file_of_passwords_is_ignored_by_git():
    assert ".env" in (places.ROOT / ".gitignore").read_text().split()


def test_addons_and_configuration_are_mounted_read_only_from_folders_that_exist(compose):
    binds = [mount for mount in compose["services"]["odoo"]["volumes"] if mount.startswith("./")]

    assert {bind.split(":")[1] for bind in binds} == {"/etc/odoo/odoo.conf", "/mnt/extra-addons"}
    for bind in binds:
        source, _target, mode = bind.split(":")
        assert (places.ROOT / source).exists()
        assert mode == "ro"


def test_data_lies_in_named_volumes(compose):
    named = set(compose["volumes"])

    for service in ("odoo", "database"):
        sources = {mount.split(":")[0] for mount in compose["services"][service]["volumes"]}
        assert sources & named, service


@pytest.mark.parametrize("service", ["odoo", "database"])
def test_long_running_services_have_a_healthcheck_and_come_back(compose, service):
    description = compose["services"][service]

    assert description["healthcheck"]["test"][0] == "CMD-SHELL"
    assert description["restart"] == "unless-stopped"


def test_odoo_waits_for_a_healthy_database(compose):
    for service in ("odoo", "install"):
        waiting = compose["services"][service]["depends_on"]
        assert waiting == {"database": {"condition": "service_healthy"}}


def test_odoo_is_published_on_loopback_only(compose):
    ports = compose["services"]["odoo"]["ports"]

    assert len(ports) == 2
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert "ports" not in compose["services"]["database"]


def test_installing_brings_every_addon(compose):
    words = compose["services"]["install"]["command"]

    top = next(word for word in words if word.startswith("--init=")).partition("=")[2]
    assert _below(top) == set(places.addon_names())


def _below(addon):
    manifests = places.manifests()
    found, waiting = set(), [addon]
    while waiting:
        name = waiting.pop()
        if name in manifests and name not in found:
            found.add(name)
            waiting += manifests[name]["depends"]
    return found
