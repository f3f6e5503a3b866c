"""Is the root odoo.conf a safe configuration that Odoo 19 understands word for word?"""

import configparser
import json
import re
import subprocess

import pytest
import yaml

from scripts import places

CONF = places.ROOT / "odoo.conf"


@pytest.fixture(scope="module")
def options():
    parser = configparser.RawConfigParser()
    parser.read(CONF)
    return dict(parser["options"])


@pytest.fixture(scope="module")
def understood():
    """What Odoo itself reads from the file: option -> value, and the names it knows."""
    program = (
        "import json, sys; from odoo.tools import config; config._parse_config(['-c', sys.argv[1]]);"
        "known = [name for name, option in config.options_index.items() if option.file_loadable];"
        "print(json.dumps({'known': known, 'values': {name: config[name] for name in known}}, default=str))"
    )
    done = subprocess.run(
        [places.PYTHON, "-c", program, CONF], capture_output=True, text=True, check=True, cwd=places.ROOT
    )
    return json.loads(done.stdout)


def test_odoo_knows_every_option(options, understood):
    assert set(options) - set(understood["known"]) == set()


def test_databases_are_hidden_and_fixed(understood):
    values = understood["values"]

    assert values["list_db"] is False
    assert re.fullmatch(values["dbfilter"], values["db_name"][0])
    assert not re.match(values["dbfilter"], values["db_name"][0] + "_copy")


def test_several_processes_serve_behind_a_proxy(understood):
    values = understood["values"]

    assert values["proxy_mode"] is True
    assert values["workers"] >= 2
    assert values["max_cron_threads"] >= 1
    assert values["limit_memory_soft"] < values["limit_memory_hard"]
    assert values["limit_time_cpu"] < values["limit_time_real"]


def test_no_secret_stands_in_the_file(options):
    assert not [name for name in options if "passw" in name]


def test_master_password_can_be_set_from_the_environment():
    program = "from odoo.tools import config; print(config.options_index['admin_passwd'].env_name)"
    done = subprocess.run([places.PYTHON, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "ODOO_ADMIN_PASSWD"


def test_connections_of_all_processes_fit_the_database_server(understood):
    values = understood["values"]
    compose = yaml.safe_load((places.ROOT / "docker-compose.yml").read_text())
    command = " ".join(compose["services"]["database"]["command"])

    processes = values["workers"] + values["max_cron_threads"] + 1
    assert processes * values["db_maxconn"] < int(re.search(r"max_connections=(\d+)", command).group(1))


def test_paths_are_those_that_compose_mounts(options):
    compose = yaml.safe_load((places.ROOT / "docker-compose.yml").read_text())
    targets = {mount.split(":")[1] for mount in compose["services"]["odoo"]["volumes"]}

    assert {options["addons_path"], options["data_dir"]} <= targets
