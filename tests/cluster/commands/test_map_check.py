"""`vpt map check`: what is wrong with a map, for people and for programs."""

import json

from cluster.commands import map as map_words
from tests.cluster.commands.conftest import sentence

WAYS = "edges:\n- {from: home, to: settings, do: [{press: OK}], back: [{press: BACK}]}\n"
RECOVER = "recover:\n- {do: [{press: HOME}]}\n"


def small(configs, ways=WAYS, rest=RECOVER):
    """Write the small map of CONFIGS with other WAYS and a REST, and return its path."""
    path = configs / "maps" / "small.yaml"
    path.write_text(path.read_text().partition("edges:")[0] + ways + rest)
    return path


def test_a_map_with_nothing_wrong_ends_well(vpt, configs):
    path = small(configs)
    ended = vpt("map", "check", path, "--strict")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[-1] == f"{path}: 0 errors, 0 warnings"


def test_warnings_end_badly_only_where_they_count(vpt, configs):
    path = small(configs, rest="")
    ended = vpt("map", "check", path)
    assert ended.code == 0
    assert ended.out.startswith(f"{path}: warning: a device that is lost cannot be brought back")
    assert vpt("map", "check", path, "--strict").code == 2


def test_errors_are_told_in_one_document_with_their_lines(vpt, configs):
    path = small(configs, ways="edges: []\n")
    ended = vpt("map", "check", path, "--json")
    told = json.loads(ended.out)
    assert (ended.code, told["errors"], told["warnings"]) == (2, 1, 0)
    assert told["findings"][0] == {
        "severity": "error",
        "kind": "unreachable",
        "file": str(path),
        "line": 5,
        "place": ["screens", "settings"],
        "sentence": "no edges lead to settings from home: add one, or leave it out",
    }


def test_every_missing_reference_is_told(vpt, configs):
    (configs / "references" / "home.png").unlink()
    path = configs / "maps" / "small.yaml"
    path.write_text(path.read_text().replace("{text: Settings}", "{image: no.png}"))
    told = json.loads(vpt("map", "check", path, "--json").out)
    assert [each["line"] for each in told["findings"]] == [4, 5]


def test_no_map_at_all_is_one_sentence(vpt, tmp_path):
    ended = vpt("map", "check", tmp_path / "no.yaml")
    assert ended.code == 2
    assert "No such file" in sentence(ended.err)


def test_only_the_word_that_is_called_is_read(vpt, monkeypatch):
    read = []
    found = map_words.importlib.import_module
    monkeypatch.setattr(
        map_words.importlib, "import_module", lambda name: read.append(name) or found(name)
    )
    assert vpt("map", "check", "--help").code == 0
    assert [name for name in read if ".maps." in name] == ["cluster.commands.maps.check"]
