"""`vpt device`: one action on one device, under a lease, and what came of it."""

import pytest
import ray

from cluster.commands.simulator import write_lab
from cluster.lab import load_lab
from cluster.placement import bring_in, find, retire
from tests.actors.drivers.web_plugs import WebPlug
from tests.cluster.commands.conftest import bench_lab, sentence


@pytest.fixture
def act(bench, home, vpt):
    """Act on near-1 in the words given."""
    return lambda *words: vpt("device", "near-1", *words, "--lab", bench)


def owner():
    return ray.get(find("near-1").status.remote()).owner


def test_each_action_says_what_it_did_and_gives_the_device_back(act):
    done = [
        act("press", "HOME", "HOME"),
        act("goto", "search"),
        act("type", "good", "news"),
        act("tap", "640", "700"),
    ]
    assert [(ended.code, ended.err) for ended in done] == [(0, "")] * 4, done
    assert done[1].out.startswith("at search: home → search (")
    assert [ended.out for ended in done[:1] + done[2:]] == [
        "pressed HOME, HOME\n", "typed 'good news'\n", "tapped 640, 700\n",
    ]  # fmt: skip
    assert owner() is None


def test_a_check_ends_with_what_it_found(act, bench):
    act("goto", "settings")
    wanted = bench.parent / "references" / "settings.png"
    assert act("check", f"{{image: {wanted}, within: 3}}").code == 0
    ended = act("check", "{text: Home, region: [0, 0, 400, 100]}")
    assert ended.code == 1
    assert "Home" in ended.out
    assert act("check", "{text: Home, region: [5000, 0, 9, 9]}").code == 2


def test_a_screen_that_the_map_does_not_have_is_told(act):
    ended = act("goto", "shop")
    assert ended.code == 2
    assert ended.out.startswith("no screen 'shop' in the map (it has ")


def test_what_the_lab_file_does_not_allow_is_told(act):
    ended = act("shell", "ls")
    assert ended.code == 2
    assert ended.out


@pytest.mark.parametrize(
    ("name", "begins"), [("now.jpg", b"\xff\xd8\xff"), ("now.PNG", b"\x89PNG")]
)
def test_a_shot_is_the_newest_picture_in_the_format_that_its_name_says(act, tmp_path, name, begins):
    ended = act("shot", tmp_path / name)
    assert (ended.code, ended.out) == (0, f"{tmp_path / name}\n")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_shot_in_a_format_that_is_not_known_is_refused(act, tmp_path):
    ended = act("shot", tmp_path / "now.gif")
    assert ended.code == 2
    assert sentence(ended.err).endswith("now.gif: a shot is written as one of .png, .jpg, .jpeg")


def test_a_shot_that_cannot_be_written_is_told(act, tmp_path):
    ended = act("shot", tmp_path / "gone" / "now.jpg")
    assert ended.code == 2
    assert sentence(ended.err) == f"{tmp_path / 'gone' / 'now.jpg'}: No such file or directory"


def test_a_probe_tells_of_each_link_whether_it_works(act):
    ended = act("probe")
    assert ended.code == 0
    first, said, *_ = ended.out.splitlines()
    assert first.startswith("simulated at ")
    assert first.endswith(": works")
    assert "picture" in said


def test_the_power_of_a_device_that_has_no_supply_is_told(act):
    ended = act("power", "off")
    assert (ended.code, ended.out) == (2, "near-1 has no driver that gives power\n")


@pytest.fixture
def plug():
    plug = WebPlug("shelly")
    yield plug
    plug.stop()


@pytest.fixture
def switch(bench, home, vpt, plug, tmp_path):
    """Switch the plug of near-2 in the words given."""
    supply = {"power_http": {"host": "127.0.0.1", "port": plug.port}}
    path = tmp_path / "switched" / "lab.yaml"
    write_lab(bench_lab("near-2", drivers=["simulated", supply]), path)
    assert bring_in(load_lab(path)) == []
    yield lambda *words: vpt("device", "near-2", "power", *words, "--lab", path)
    retire(["near-2"])


def test_the_power_is_switched_and_its_state_said(switch, plug):
    ended = switch("off")
    assert (ended.code, ended.out, plug.lit) == (0, "switched off\n", [False])
    ended = switch("state")
    assert (ended.code, ended.out) == (1, "the supply is off\n")
    ended = switch("{to: cycle, off_for: 0.2, within: 9}")
    assert (ended.code, plug.lit) == (0, [True])
    assert ended.out.startswith("off for 0.2 s, then on; every link answers")
    assert switch("up").code == 2


def test_a_device_that_somebody_holds_is_refused_and_may_be_looked_at(act, tmp_path):
    lease = ray.get(find("near-1").lease.remote("ann", "a test", 60))
    try:
        ended = act("press", "OK")
        assert ended.code == 3
        assert sentence(ended.err).endswith("ann holds it")
        assert act("shot", tmp_path / "now.jpg").code == 0
        assert owner() == "ann"
    finally:
        ray.get(find("near-1").release.remote(lease.token))


def test_a_device_whose_node_is_not_there_has_no_answer(bench, home, vpt, tmp_path):
    lab = tmp_path / "lab.yaml"
    lab.write_text(bench.read_text().replace("near-1", "near-9"))
    (tmp_path / "maps").symlink_to(bench.parent / "maps")
    (tmp_path / "references").symlink_to(bench.parent / "references")
    ended = vpt("device", "near-9", "press", "OK", "--lab", lab)
    assert ended.code == 3
    assert sentence(ended.err) == "actor at near-9: its node is not there"
