"""Are the parts chosen, ordered and there?  Is the page written for all parts only?"""

import importlib

import pytest

from bench import run, variants
from scripts import bench, console, places


def test_every_part_is_a_module_that_runs():
    assert all(callable(importlib.import_module(f"bench.{name}").run) for name in run.PARTS)


def test_no_word_chooses_all_parts():
    assert run.chosen("") == list(run.PARTS)


def test_named_parts_run_in_the_order_of_the_parts():
    assert run.chosen("peers  confirm") == ["confirm", "peers"]


def test_stranger_is_answered_with_the_list_of_parts():
    with pytest.raises(console.Problem, match=r"no part “speed”[\s\S]*confirm[\s\S]*peers"):
        run.chosen("confirm speed")


def test_page_of_some_parts_is_not_written(monkeypatch):
    monkeypatch.setenv("PART", "confirm")
    monkeypatch.setenv("WRITE", "1")

    with pytest.raises(console.Problem, match="leave PART away"):
        bench.main("bench", [])


def test_parts_are_measured_in_order_and_printed_at_once(monkeypatch, capsys):
    class Part:
        @staticmethod
        def run(laboratory):
            return laboratory

    monkeypatch.setattr(run.importlib, "import_module", lambda name: Part)
    monkeypatch.setattr(run.report, "text", lambda section: f"<{section}>")

    assert run.measure("told", ["confirm", "draft"]) == ["told", "told"]
    assert capsys.readouterr().out.count("<told>") == 2


def test_peers_are_pinned_with_hashes_and_no_requirement_of_the_product():
    lock = variants.LOCK.read_text()
    names = [line.split("==")[0] for line in lock.splitlines() if "==" in line and not line.startswith("#")]

    assert len(names) == 8
    assert lock.count("--hash=sha256:") >= len(names)
    for other in ("requirements.in", "requirements-dev.in", "requirements.txt", "requirements-dev.txt"):
        assert not [name for name in names if name in (places.ROOT / other).read_text()]


def test_no_addon_of_ours_names_a_peer():
    peers = {module for modules in variants.PEERS.values() for module in modules} | {"base_exception"}

    for manifest in places.manifests().values():
        assert peers.isdisjoint(manifest.get("depends", ()))
