"""Trees of VirtualPyTest as maps: what carries over, and what is told of the rest."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from navigation.formats.errors import BadFormat
from navigation.formats.virtualpytest import trees

KEY = {"command": "press_key", "params": {"key": "OK"}}


def text(wanted, **params):
    """Return the verification that looks for the text WANTED."""
    params = {"text": wanted, **params}
    return {"verification_type": "text", "command": "waitForTextToAppear", "params": params}


def node(name, *verifications, kind="screen", **more):
    """Return a node, whose id is its label in capitals."""
    row = {"node_id": name.upper(), "label": name, "node_type": kind}
    return row | {"verifications": list(verifications)} | more


def edge(start, goal, *actions, back=(), **more):
    """Return an edge that does ACTIONS, and BACK the other way."""
    sets = [
        {"id": f"{start}_to_{goal}", "actions": list(actions)} | more.pop("forward", {}),
        {"id": f"{goal}_to_{start}", "actions": list(back)} | more.pop("reverse", {}),
    ]
    row = {"source_node_id": start.upper(), "target_node_id": goal.upper(), "action_sets": sets}
    return row | {"edge_id": f"{start}-{goal}", "default_action_set_id": sets[0]["id"]} | more


def tree(*parts, id="root", **info):
    """Return a tree of nodes and edges, as it stands in an export."""
    nodes = [part for part in parts if "node_id" in part]
    edges = [part for part in parts if "edge_id" in part]
    return {"tree_id": id, "tree_info": info, "nodes": nodes, "edges": edges}


def read(*exported, **more):
    """Return what is made of the trees that are EXPORTED."""
    return trees.read(json.dumps({"trees": exported, **more}).encode(), "tv")


def sheet(*parts, **more):
    """Return the map of a single tree of PARTS, and the notes on it."""
    read_as = read(tree(*parts), **more)
    return read_as.sheets["tv"], [str(note) for note in read_as.notes]


def edges(sheet):
    return [dict(part.fields) for part in sheet.edges]


HOME, LIVE = node("home", text("Home")), node("live", text("Live"))


def done(*actions, **more):
    """Return what is done along an edge with ACTIONS, and the notes on it."""
    made, notes = sheet(HOME, LIVE, edge("home", "live", *actions, **more))
    [way] = made.edges
    return way.fields.get("do"), notes, way.lacks


@pytest.mark.parametrize(
    ("command", "params", "steps"),
    [
        ("press_key", {"key": "KEYCODE_DPAD_CENTER"}, [{"press": ["OK"]}]),
        ("press_key", {"key": "MEDIA_PLAY_PAUSE"}, [{"press": ["PLAY_PAUSE"]}]),
        ("press_key", {"key": "UP", "wait_time": 1500}, [{"press": ["UP"]}, {"sleep": 1.5}]),
        ("press_key", {"key": "7"}, [{"press": ["NUM_7"]}]),
        ("press_key", {"key": {"type": "string", "default": "BACK"}}, [{"press": ["BACK"]}]),
        ("input_text", {"text": "news"}, [{"type": "news"}]),
        ("launch_app", {"package": "tv.app"}, [{"launch": "tv.app"}]),
        ("close_app", {"package": "tv.app"}, [{"close": "tv.app"}]),
        ("navigate_to_url", {"url": "https://a.example"}, [{"launch": "https://a.example"}]),
        ("wait", {"wait_time": 500}, [{"sleep": 0.5}]),
        ("power_off", {}, [{"power": "off"}]),
        ("reboot", {}, [{"power": "cycle"}]),
    ],
)  # fmt: skip
def test_an_action_becomes_the_step_that_does_the_same(command, params, steps):
    assert done({"command": command, "params": params}) == (steps, [], "")


def test_points_carry_over_and_are_told_to_be_of_the_device():
    tap = {"command": "tap_coordinates", "params": {"x": 10, "y": 20}}
    swipe = {"command": "swipe", "params": {"from_x": 1, "from_y": 2, "to_x": 3, "to_y": 4}}
    steps, [note], _ = done(tap, swipe)
    assert steps == [{"tap": [10, 20]}, {"swipe": {"from": [1, 2], "to": [3, 4], "seconds": 0.3}}]
    assert note.startswith("edge home → live: points of a tap or swipe: they are pixels")


def test_what_is_repeated_is_pressed_so_many_times():
    assert done(KEY | {"iterator": 3})[0] == [{"press": {"keys": ["OK"], "times": 3}}]


def test_a_verification_among_actions_is_waited_for():
    steps, _, _ = done(KEY, text("Ready", timeout=4))
    assert steps[1] == {"expect": {"check": {"text": "Ready"}, "within": 4.0}}


def test_an_edge_that_lost_an_action_is_a_comment_and_names_it():
    steps, [note], lacks = done(
        KEY, {"command": "execute_bash_command", "params": {"command": "ls"}}
    )
    assert steps == [{"press": ["OK"]}] and lacks == "not all of its actions carried over"
    assert note == "edge home → live: action execute_bash_command: no step does that"


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ({"params": ["OK"]}, "its params ['OK'] have no names"),
        ({"iterator": "often"}, "its iterator 'often' is no number"),
        ({"iterator": -1}, "it is to be done -1 times, not 1 to 100"),
        ({"delay": float("inf")}, "its delay inf is no number"),
    ],
)
def test_an_action_with_what_makes_no_sense_is_lost_and_told(field, why):
    _, [note], _ = done(KEY | field)
    assert note == f"edge home → live: action press_key: {why}"


def shown(*verifications, **more):
    """Return what a screen with VERIFICATIONS shows, and the notes on it."""
    made, notes = sheet(HOME, node("live", *verifications), **more)
    return made.screens["live"].fields.get("shows"), notes


def verification(command, **params):
    return {"verification_type": "image", "command": command, "params": params}


def image(name, **params):
    """Return the verification that looks for the reference of NAME."""
    return verification("waitForImageToAppear", image_path=name, **params)


GONE = {"image": "a.png", "absent": True}
AREA = {"x": 10, "y": 20, "width": 30, "height": 40}


@pytest.mark.parametrize(
    ("asked", "check"),
    [
        (image("a", area=AREA), {"image": "a.jpg", "region": [10, 20, 30, 40]}),
        (verification("waitForImageToDisappear", image_path="a.png"), GONE),
        (text("Save | Keep (2)"), {"text": r"Save|Keep\ \(2\)", "match": "regex"}),
        (verification("waitForElementToAppear", search_term="#a"), {"element": {"id": "a"}}),
        (verification("DetectMotion", duration=2), {"motion": {"seconds": 2.0}}),
        (verification("DetectBlackscreen"), {"black": {}}),
        (verification("WaitForAudioToAppear"), {"sound": {}}),
    ],
)  # fmt: skip
def test_a_verification_becomes_the_check_that_asks_the_same(asked, check):
    assert shown(asked) == ([check], [])


def test_a_reference_has_its_own_area_and_file():
    logo = {
        "name": "logo",
        "reference_type": "reference_image",
        "r2_path": "reference-images/tv/logo_2.jpg",
        "area": AREA | {"fx": 0, "fy": 0, "fwidth": 99, "fheight": 88},
    }
    asked = image("logo", area=AREA, threshold=0.9)
    [check], [note] = shown(asked, references=[logo])
    assert check == {"image": "logo_2.jpg", "region": [0, 0, 99, 88]}
    assert note == "screen live: threshold 0.9 of logo: it is of another measure: 0.8 is taken"


def test_a_screen_that_nothing_verifies_is_a_comment_with_its_edges():
    made, _ = sheet(HOME, node("shop"), edge("home", "shop", KEY))
    assert "  # shop: {}  # nothing tells it: give it 'shows'" in made.text
    assert (
        "  # - {from: [home], to: [shop], do: [{press: [OK]}]}  # shop cannot be told" in made.text
    )


def test_where_nothing_tells_home_another_screen_is_the_start_and_that_is_told():
    made, notes = sheet(node("home"), LIVE)
    assert made.screens["live"].fields["start"]
    assert notes[0].startswith("screen home: is not the start: nothing tells it")


def test_any_of_its_verifications_may_do_and_the_longest_is_waited_for():
    row = node("live", text("A", timeout=8), text("B"), verification_pass_condition="any")
    made, _ = sheet(HOME, row)
    assert made.screens["live"].fields["match"] == "any"
    assert made.screens["live"].fields["timeout"] == 8


def test_kinds_carry_over_and_home_is_the_start():
    entry, zap = node("Entry", kind="entry"), node("zap", kind="action")
    made, _ = sheet(entry, LIVE, HOME, zap, edge("entry", "home", KEY), edge("live", "zap", KEY))
    assert {name: part.fields.get("kind") for name, part in made.screens.items()} == {
        "Entry": "entry", "live": None, "home": None, "zap": "action"
    }  # fmt: skip
    assert [name for name, part in made.screens.items() if part.fields.get("start")] == ["home"]


def test_a_second_action_set_is_the_way_back():
    made, _ = sheet(HOME, LIVE, edge("home", "live", KEY, back=[KEY | {"params": {"key": "BACK"}}]))
    assert edges(made) == [
        {"from": ["home"], "to": ["live"], "do": [{"press": ["OK"]}], "back": [{"press": ["BACK"]}]}
    ]


def test_a_way_back_with_retries_is_an_edge_of_its_own():
    reverse = {"retry_actions": [KEY], "failure_actions": [KEY, KEY], "threshold": 3000}
    way = edge("home", "live", KEY, back=[KEY], reverse=reverse, forward={"kpi_name": "open it"})
    made, _ = sheet(HOME, LIVE, way)
    pressed = {"press": ["OK"]}
    assert edges(made) == [
        {"from": ["home"], "to": ["live"], "do": [pressed], "name": "open it"},
        {"from": ["live"], "to": ["home"], "do": [pressed], "retry": [pressed],
         "failed": [pressed, pressed], "within": 3.0},
    ]  # fmt: skip


def test_edges_with_the_same_action_set_are_one_with_several_goals():
    first, second = edge("home", "live", KEY), edge("home", "login", back=[KEY])
    second["default_action_set_id"] = second["action_sets"][0]["id"] = "home_to_live"
    made, _ = sheet(HOME, LIVE, node("login", text("Log in")), first, second)
    assert [(each["from"], each["to"]) for each in edges(made)] == [
        (["home"], ["live", "login"]), (["login"], ["home"])
    ]  # fmt: skip


def test_sibling_shortcuts_are_edges_from_the_siblings_too():
    ways = [
        edge("home", goal, KEY, data={"enable_sibling_shortcuts": True})
        for goal in ("live", "apps")
    ]
    made, _ = sheet(HOME, LIVE, node("apps", text("Apps")), *ways)
    assert [(each["from"], each["to"]) for each in edges(made)] == [
        (["home", "apps"], ["live"]), (["home", "live"], ["apps"])
    ]  # fmt: skip


def test_a_wait_is_what_an_edge_is_expected_to_take_or_slept_where_nothing_is_to_be_seen():
    zap = node("zap", kind="action")
    ways = (
        edge("home", "live", KEY, final_wait_time=2000),
        edge("home", "zap", KEY, forward={"final_wait_time": 500}),
    )
    made, _ = sheet(HOME, LIVE, zap, *ways)
    assert edges(made)[0]["seconds"] == 2
    assert edges(made)[1]["do"] == [{"press": ["OK"]}, {"sleep": 0.5}]


def test_what_no_map_can_say_is_told_of_each_edge():
    zap = node("zap", kind="action")
    ways = [
        edge("zap", "home", KEY),
        edge("home", "nowhere", KEY),
        edge("home", "zap", KEY, back=[KEY]),
        edge("home", "live", KEY, forward={"kpi_references": [text("Live")]}),
        edge("live", "home"),
    ]
    _, notes = sheet(HOME, LIVE, zap, *ways, variants=[{"name": "v2"}])
    assert [note.split(": ")[0] + ": " + note.split(": ")[1] for note in notes] == [
        "edge zap → home: the edge",
        "edge home → NOWHERE: the edge",
        "edge zap → home: the way back",
        "edge home → live: its KPI references",
        "edge live → home: the edge",
        "variant v2: its screens and edges",
    ]


def test_a_tree_within_a_node_is_a_map_that_its_screen_holds():
    root = tree(HOME, node("settings", text("Settings")), edge("home", "settings", KEY))
    copy = node("settings")
    inner = tree(copy, node("sound", text("Sound")), edge("settings", "sound", KEY),
                 id="in", parent_tree_id="root", parent_node_id="SETTINGS")  # fmt: skip
    read_as = read(root, inner)
    assert list(read_as.sheets) == ["tv", "tv-settings.yaml"]
    assert read_as.sheets["tv"].screens["settings"].fields["map"] == "tv-settings.yaml"
    held = read_as.sheets["tv-settings.yaml"]
    assert held.screens["settings"].fields == {"shows": [{"text": "Settings"}], "start": True}
    assert edges(held) == [{"from": ["settings"], "to": ["sound"], "do": [{"press": ["OK"]}]}]


def test_trees_that_hold_one_another_end():
    first = tree(HOME, id="a", parent_tree_id="b", parent_node_id="LIVE")
    second = tree(LIVE, id="b", parent_tree_id="a", parent_node_id="HOME")
    assert "tv" in read(first, second).sheets


def test_a_tree_of_the_api_is_read_with_its_rows_of_the_editor():
    rows = {
        "tree": {"id": "x", "name": "box"},
        "nodes": [
            {"id": "a", "type": "menu", "data": {"label": "home", "verifications": [text("A")]}}
        ],
        "edges": [],
    }
    [(name, made)] = trees.read(json.dumps(rows).encode(), "tv").sheets.items()
    assert (name, made.screens["home"].fields["kind"]) == ("box", "menu")


def test_what_is_null_is_as_good_as_missing():
    row = node("live", text("Live"), verification_pass_condition=None, data=None)
    way = edge("home", "live", KEY, forward={"retry_actions": None, "threshold": None, "id": None})
    made, _ = sheet(HOME, row | {"node_type": None}, way | {"default_action_set_id": None})
    assert made.screens["live"].fields == {"shows": [{"text": "Live"}]}
    assert edges(made) == [{"from": ["home"], "to": ["live"], "do": [{"press": ["OK"]}]}]
    assert trees.read(b'{"tree": "x", "tree_id": "x", "nodes": []}', "tv").sheets


def test_a_file_brings_its_pictures_along_and_none_from_elsewhere():
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"trees": [tree(HOME)]}))
        archive.writestr("references/reference-images/tv/../../../logo.jpg", b"jpeg")
        archive.writestr("references/x/..", b"?")
        archive.writestr("elsewhere/b.jpg", b"?")
    assert trees.read(packed.getvalue(), "tv").pictures == {"logo.jpg": b"jpeg"}


@pytest.mark.parametrize(
    "content",
    [b"", b"[1]", b"{}", b'{"trees": []}', b'{"trees": [{"tree_id": 1}]}', b"PK\3\4", b"[" * 9999],
)  # fmt: skip
def test_what_is_no_export_is_refused(content):
    with pytest.raises(BadFormat, match=r"^(not JSON|no export|no \.vptree)"):
        trees.read(content, "tv")
