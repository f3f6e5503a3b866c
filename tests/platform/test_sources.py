"""Does the bootstrap find Odoo, a Python and a mirror, and say what to do when it does not?"""

import pytest

from scripts import console, debian, odoo_source, places, venv


def _odoo(folder, version):
    package = folder / "odoo"
    package.mkdir(parents=True)
    (package / "release.py").write_text(f"version_info = ({version}, 0, 0, 'final', 0, '')\n")
    return package


def test_checkout_named_by_odoo_home_is_used(tmp_path, monkeypatch):
    package = _odoo(tmp_path, 19)
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))

    assert odoo_source.locate() == package


def test_another_series_in_odoo_home_is_refused(tmp_path, monkeypatch):
    _odoo(tmp_path, 18)
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))

    with pytest.raises(console.Problem, match="is Odoo 18; this product needs Odoo 19"):
        odoo_source.locate()


def test_empty_odoo_home_is_refused_with_the_file_that_is_missing(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))

    with pytest.raises(console.Problem, match=r"expected .*/odoo/release\.py"):
        odoo_source.locate()


def test_without_debian_the_problem_names_the_way_out(monkeypatch, tmp_path):
    monkeypatch.setattr(debian, "KEYRING", tmp_path / "no-keyring")

    with pytest.raises(console.Problem, match="ODOO_HOME=/path/to/odoo"):
        odoo_source._fetch()


@pytest.mark.parametrize(
    ("name", "text", "address"),
    [
        ("debian.sources", "Types: deb\n# http://old.example/debian\nURIs: http://near.example/debian\n", "near"),
        ("a.list", "deb [arch=amd64] https://near.example/debian/ bookworm main\n", "near"),
        ("b.list", "#deb http://off.example/debian x main\ndeb http://near.example/debian x main\n", "near"),
        ("c.list", "deb http://other.example/node_20.x nodistro main\n", None),
        ("d.list", "deb http://near.example/debian-security x main\n", None),
    ],
)
def test_mirror_is_the_one_of_the_machines_apt(tmp_path, monkeypatch, name, text, address):
    (tmp_path / name).write_text(text)
    monkeypatch.delenv("DEBIAN_MIRROR", raising=False)
    monkeypatch.setattr(debian, "_source_files", lambda: [tmp_path / name])

    found = debian.mirror()

    assert (
        (found or "").startswith(f"http://{address}")
        or (found or "").startswith(f"https://{address}")
        or (address is found is None)
    )


def test_mirror_may_be_named_by_hand(monkeypatch):
    monkeypatch.setenv("DEBIAN_MIRROR", "http://by-hand.example/debian")

    assert debian.mirror() == "http://by-hand.example/debian"


def test_too_old_a_python_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setattr(venv.sys, "version_info", (3, 10, 1, "final", 0))
    monkeypatch.setattr(venv.shutil, "which", lambda name: None)

    with pytest.raises(console.Problem, match=r"needs Python 3\.11, 3\.12 or 3\.13"):
        venv.suitable_python()


def test_full_disk_is_told_before_anything_is_fetched(monkeypatch):
    monkeypatch.setattr(venv, "ROOM", 10**18)

    with pytest.raises(console.Problem, match="set GOVERNANCE_HOME to a folder on a larger disk"):
        venv._check_room()


def test_dependencies_are_read_from_the_manifests_and_hold_none_of_ours():
    wanted = places.dependencies()

    assert "sale_management" in wanted
    assert not set(wanted) & set(places.addon_names())
