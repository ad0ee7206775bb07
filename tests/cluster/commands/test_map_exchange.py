"""`vpt map export` and `vpt map import`: maps in the formats of other programs."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from actors.maps import load_map
from tests.cluster.commands.conftest import sentence


@pytest.fixture
def small(configs):
    return configs / "maps" / "small.yaml"


def test_a_map_is_printed_as_a_flowchart_or_written_as_a_graph(vpt, small, tmp_path):
    assert '  n0 -->|"press OK"| n1' in vpt("map", "export", small).out.splitlines()
    ended = vpt("map", "export", small, "--format", "dot", "-o", tmp_path / "m.dot")
    assert (ended.code, ended.out) == (0, "")
    assert '"home" -> "settings" [label="press OK"];' in (tmp_path / "m.dot").read_text()


def test_graphml_gives_the_same_map_again(vpt, small, tmp_path):
    vpt("map", "export", small, "--format", "graphml", "-o", tmp_path / "m.graphml")
    copy = small.with_name("copy.yaml")
    told = json.loads(vpt("map", "import", tmp_path / "m.graphml", "-o", copy, "--json").out)
    assert told == {
        "files": [str(copy)], "screens": 2, "edges": 1, "notes": [], "missing": [],
        "loads": True, "error": None,
    }  # fmt: skip
    assert load_map(copy) == load_map(small)


def test_held_maps_come_back_as_files_of_their_own(vpt, small, tmp_path):
    about = "name: i\nscreens: {a: {shows: [{text: A}], start: true}, b: {shows: [{text: B}]}}\n"
    small.with_name("inner.yaml").write_text(about + "edges: [{from: a, to: b, do: [{press: OK}]}]")
    small.write_text(small.read_text().replace("edges:", "  about: {map: inner.yaml}\nedges:"))
    vpt("map", "export", small, "--format", "graphml", "-o", tmp_path / "m.graphml")
    (small.parent / "again").mkdir()
    again = small.parent / "again" / "m.yaml"
    (small.parent / "references").symlink_to(small.parent.parent / "references")
    vpt("map", "import", tmp_path / "m.graphml", "-o", again)
    assert again.with_name("inner.yaml").is_file()
    assert load_map(again) == load_map(small)


def exported(*nodes, references=()):
    """Return a `.vptree` file of one tree with NODES, and an edge between the first two."""
    sets = [{"id": "x", "actions": [{"command": "press_key", "params": {"key": "OK"}}]}]
    ends = {"source_node_id": nodes[0]["node_id"], "target_node_id": nodes[1]["node_id"]}
    tree = {"tree_id": "t", "nodes": nodes, "edges": [ends | {"action_sets": sets}]}
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"trees": [tree]}))
        for path in references:
            archive.writestr(f"references/tv/{path.name}", path.read_bytes())
    return packed.getvalue()


def node(name, command=None, **params):
    checks = [{"command": command, "params": params}] if command else []
    return {"node_id": name, "label": name, "verifications": checks}


def test_a_tree_of_virtualpytest_loads_with_the_pictures_it_brought_along(vpt, configs, tmp_path):
    home = node("home", "waitForImageToAppear", image_path="home.png")
    live = node("live", "waitForTextToAppear", text="Live|Now")
    file = tmp_path / "tv.vptree"
    file.write_bytes(exported(home, live, references=[configs / "references" / "home.png"]))
    ended = vpt("map", "import", file, "-o", tmp_path / "maps" / "tv.yaml")
    assert ended.out.splitlines()[-1] == "it loads; look it over with `vpt map check`"
    assert [edge.name for edge in load_map(tmp_path / "maps" / "tv.yaml").every] == ["home → live"]


def test_pictures_that_are_not_there_are_asked_for_by_name(vpt, tmp_path):
    home = node("home", "waitForImageToAppear", image_path="home")
    file, out = tmp_path / "tv.vptree", tmp_path / "tv.yaml"
    file.write_bytes(exported(home, node("live")))
    told = json.loads(vpt("map", "import", file, "-o", out, "--json").out)
    assert told["missing"] == [str(tmp_path / "references" / "home.jpg")]
    assert not told["loads"] and "no picture 'home.jpg'" in told["error"]
    assert [note["where"] for note in told["notes"]] == ["screen live", "edge home → live"]


def test_a_sketch_says_line_by_line_what_it_lacks(vpt, tmp_path):
    (tmp_path / "sketch.mmd").write_text("flowchart LR\n a[Home] -->|press OK| b[Live TV]\n")
    out = tmp_path / "sketch.yaml"
    ended = vpt("map", "import", tmp_path / "sketch.mmd", "-o", out)
    assert ended.code == 0
    assert ended.out.splitlines()[-1].startswith(f"it does not load yet: {out}:4: screens.Home: ")
    assert '{from: Home, to: "Live TV", do: [{press: [OK]}]}' in out.read_text()


def test_a_sketch_from_windows_is_read(vpt, tmp_path):
    text = "\ufeffflowchart LR\r\n a --> b\r\n"
    (tmp_path / "sketch.mmd").write_bytes(text.encode())
    assert vpt("map", "import", tmp_path / "sketch.mmd", "-o", tmp_path / "m.yaml").code == 0


def test_nothing_is_replaced_without_being_told_to(vpt, small, tmp_path):
    vpt("map", "export", small, "--format", "graphml", "-o", tmp_path / "m.graphml")
    before = small.read_text()
    ended = vpt("map", "import", tmp_path / "m.graphml", "-o", small)
    assert (ended.code, small.read_text()) == (2, before)
    assert "--force" in sentence(ended.err)
    assert vpt("map", "import", tmp_path / "m.graphml", "-o", small, "--force").code == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.graphml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><graphml/>", "declares a document type"),
        ("a.graphml", b"hello", "not XML"),
        ("a.mmd", b"flowchart LR\n a -->", "a.mmd:2: no box is at ''"),
        ("a.dot", b"digraph {", "not DOT"),
        ("a.dot", b"\xff", "not a text in UTF-8"),
        ("a.json", b"{}", "no export of VirtualPyTest"),
        ("a.vptree", b"PK", "no .vptree file"),
        ("a.txt", b"", "tell with --format what it is"),
    ],
)
def test_a_bad_file_is_one_sentence(vpt, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    ended = vpt("map", "import", tmp_path / name, "-o", tmp_path / "m.yaml")
    assert ended.code == 2 and said in sentence(ended.err)
    assert not (tmp_path / "m.yaml").exists()
