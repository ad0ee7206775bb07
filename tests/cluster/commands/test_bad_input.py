"""What is wrong is told in one sentence, with its place; nothing is started or left over."""

import re
import socket
import subprocess
import sys

import pytest

from cluster.local.up import LocalLab
from tests.cluster.commands.conftest import executions, sentence

EDITS = {
    "a syntax error": (
        "lab.yaml", "node: here", "node: [here",
        r"lab.yaml:5: not YAML: .*expected ',' or '\]'",
    ),
    "an unknown field of a device": (
        "lab.yaml", "model: ", "modell: ", r"lab.yaml:5: devices.0.modell: unknown field",
    ),
    "a field that is missing": (
        "lab.yaml", "  model: android-tv\n", "", r"lab.yaml:3: devices.0.model: is missing",
    ),
    "an unknown kind of driver": (
        "lab.yaml", "[simulated]", "[pigeon]",
        r"lab.yaml:7: devices.0.drivers.0: no kind 'pigeon' \(there are adb, .*simulated",
    ),
    "a device named twice": (
        "lab.yaml", "[simulated]\n",
        "[simulated]\n- {name: tv-1, node: here, model: x, drivers: [simulated]}\n",
        r"lab.yaml:8: devices.1.name: 'tv-1' is named twice",
    ),
    "an unknown node": (
        "lab.yaml", "node: here", "node: there",
        r"lab.yaml:4: devices.0.node: .*'there' \(there are here\)",
    ),
    "no map of that name": (
        "lab.yaml", "map: small", "map: big", r"lab.yaml:6: devices.0.map: no map at .*big.yaml",
    ),
    "an edge to an unknown screen": (
        "maps/small.yaml", "to: settings", "to: shop",
        r"small.yaml:7: edges.0.to: .*'shop' .*home, settings",
    ),
    "a map whose picture is missing": (
        "maps/small.yaml", "home.png", "gone.png",
        r"small.yaml:4: screens.home.shows.0.reference: no picture 'gone.png'",
    ),
    "an unknown kind of check": (
        "maps/small.yaml", "{text: Settings}", "{smell: Settings}",
        r"small.yaml:5: screens.settings.shows.0: no kind 'smell' \(there are black, .*text",
    ),
    "an unknown kind of step": (
        "cases/look.yaml", "press: OK", "kick: OK",
        r"look.yaml:3: steps.0: no kind 'kick' \(there are close, expect, goto, launch",
    ),
    "a case whose picture is missing": (
        "cases/look.yaml", "press: OK", "expect: {image: gone.png}",
        r"look.yaml:3: steps.0.*reference: no picture 'gone.png'",
    ),
    "a case with an unknown screen": (
        "cases/look.yaml", "press: OK", "goto: shop",
        r"look.yaml:3: steps.0.goto: no screen 'shop' in map 'small' \(it has home, settings\)",
    ),
    "a case that no device can run": (
        "cases/look.yaml", "press: OK", "shell: [ls]",
        r"look.yaml: needs: no selected device gives shell",
    ),
    "an unknown field of a campaign": (
        "campaigns/nightly.yaml", "cases:", "retrys: 1\ncases:",
        r"nightly.yaml:2: retrys: unknown field",
    ),
    "an unknown case": (
        "campaigns/nightly.yaml", "[look]", "[look, jump]",
        r"nightly.yaml:2: cases.1: no case 'jump' in .*cases",
    ),
    "a campaign for no device": (
        "campaigns/nightly.yaml", "cases:", "on: {model: toaster}\ncases:",
        r"nightly.yaml:2: on: no device of .*lab.yaml is selected",
    ),
}  # fmt: skip


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def campaign(configs):
    return ["run", configs / "campaigns" / "nightly.yaml", "--lab", configs / "lab.yaml"]


@pytest.mark.parametrize("wrong", EDITS.values(), ids=EDITS)
def test_a_bad_file_is_told_with_line_and_field(configs, campaign, refused, wrong):
    file, old, new, told = wrong
    edit(configs / file, old, new)
    said = refused("lab", "check", configs / "lab.yaml")
    assert re.search(told, said), said
    assert refused(*campaign) == said


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_a_reference_that_is_no_picture_is_named(configs, campaign, refused, content):
    (configs / "references" / "home.png").write_bytes(content)
    told = r"small.yaml:4: screens.home.shows.0.reference: home.png is not a picture that can"
    assert re.search(told, refused(*campaign))


def test_a_screen_that_no_edge_leads_to_is_a_warning(configs, vpt, own_home):
    edit(configs / "maps" / "small.yaml", "edges:", "  lost: {shows: [{text: Lost}]}\nedges:")
    ended = vpt("lab", "check", configs / "lab.yaml")
    assert ended.code == 0
    assert "small.yaml: no edges lead from 'home' to lost" in ended.out
    assert ended.err == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["lab", "check", "gone.yaml"], "gone.yaml: No such file or directory"),
        (["up", "gone.yaml"], "gone.yaml: No such file or directory"),
        (["api", "gone.yaml"], "gone.yaml: No such file or directory"),
        (["run", "gone.yaml"], "gone.yaml: No such file or directory"),
        (["run"], "needs a campaign file, or --resume ID (see `vpt run --help`)"),
        (["run", "--resume", "99"], "no execution '99'"),
        (["run", "--resume", "x"], "--resume"),
        (["status"], "no lab is up on this machine; `vpt up LAB` starts one"),
        (["nonsense"], "No such command 'nonsense' (see `vpt --help`)"),
        (["lab", "nonsense"], "No such command 'nonsense' (see `vpt lab --help`)"),
        (["lab", "check"], "Missing argument 'file' (see `vpt lab check --help`)"),
        (["simulator", "--colour"], "No such option: --colour"),
        (["simulator", "--devices", "0"], "Invalid value for '--devices'"),
        (["simulator", "--size", "big"], "--size: expected WIDTHxHEIGHT, not 'big'"),
        (["simulator", "--faults", "pop"], "--faults: no fault pop (there are drop_key, "),
        (["simulator", "--faults", "drop_key=7"], "--faults: fault drop_key: "),
    ],
)
def test_a_bad_argument_is_told_in_one_sentence(refused, words, told):
    assert told in refused(*words)


def test_a_campaign_needs_a_lab_to_run_on(configs, refused):
    (configs / "lab.yaml").unlink()
    said = refused("run", configs / "campaigns" / "nightly.yaml")
    assert said.endswith("use --lab")


def test_an_unknown_device_is_told_with_those_that_exist(configs, refused):
    said = refused("device", "tv-9", "press", "OK", "--lab", configs / "lab.yaml")
    assert said == "no device 'tv-9' (there are tv-1)"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["dance", "OK"], "'dance' is not one of 'press', 'tap'"),
        (["press"], "press needs to be told what"),
        (["tap", "3"], "tap: at.1: is missing"),
        (["check", "["], "check: not YAML: '['"),
        (["check", "{image: gone.png}"], "no picture 'gone.png'"),
    ],
)
def test_an_action_that_cannot_be_done_starts_nothing(configs, refused, words, told):
    assert told in refused("device", "tv-1", *words, "--lab", configs / "lab.yaml")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--kind", "smell"], "--kind smell: no kind 'smell' (there are black, blocks, colour"),
        (["--kind", "image"], "--kind image: reference: is missing"),
        (["--kind", "image", "--set", "reference=gone.png"], "no picture 'gone.png'"),
        (["--kind", "text", "--set", "expected"], "--set: expected name=value, not 'expected'"),
        (["--kind", "text", "--set", "expected=["], "--set: expected: not YAML: '['"),
        (["--kind", "text", "--set", "font=7"], "--kind text: font: unknown field"),
    ],
)
def test_a_bad_setting_of_a_check_is_named(configs, refused, words, told):
    frame = configs / "references" / "home.png"
    assert told in refused("check", "--frame", frame, *words)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "frame.png: No such file or directory"),
        (b"", "frame.png: not a picture that can be read"),
        (b"no picture", "frame.png: not a picture that can be read"),
    ],
)
def test_a_frame_that_is_no_picture_is_named(tmp_path, refused, content, told):
    if content is not None:
        (tmp_path / "frame.png").write_bytes(content)
    frame = ["--frame", tmp_path / "frame.png"]
    assert told in refused("check", *frame, "--kind", "text", "--set", "expected=Home")


@pytest.mark.parametrize(
    "wrong",
    [
        ("VPT_STORE", "sqlite:///{file}/store.db", 2, "store sqlite:.*cannot use the folder"),
        ("VPT_STORE", "mongodb://box/lab", 2, "store mongodb:.*not the address of a store"),
        ("VPT_STORE", "postgresql://u:hunter2@127.0.0.1:1/lab", 3, "store postgresql.*refused"),
        ("VPT_ARTIFACTS", "ftp://box/lab", 2, "artifacts ftp:.*not a place for artifacts"),
        ("VPT_ARTIFACTS", "file://{file}/artifacts", 2, "artifacts file:.*"),
        ("VPT_HOME", "{file}/home", 2, "store sqlite:.*cannot use the folder"),
    ],
)
@pytest.mark.parametrize("command", ["run", "up", "demo"])
def test_a_store_that_cannot_be_used_is_told_before_anything_starts(
    configs, refused, monkeypatch, command, wrong
):
    variable, url, code, told = wrong
    (configs / "file").write_text("in the way")
    monkeypatch.setenv(variable, url.format(file=configs / "file"))
    campaign, lab = configs / "campaigns" / "nightly.yaml", configs / "lab.yaml"
    words = {"run": ["run", campaign, "--lab", lab], "up": ["up", lab], "demo": ["demo"]}
    said = refused(*words[command], code=code)
    assert re.match(told, said), said
    assert "hunter2" not in said


@pytest.mark.parametrize("option", ["--html", "--junit"])
def test_a_report_that_cannot_be_written_is_told_before_the_campaign(
    configs, campaign, refused, option
):
    said = refused(*campaign, option, configs)
    assert said == f"{configs}: cannot be written"


@pytest.mark.parametrize("option", ["--port", "--control"])
def test_a_port_of_the_simulator_in_use_is_named(refused, taken, option):
    said = refused("simulator", "--devices", 1, option, taken)
    assert said == f"127.0.0.1:{taken} is in use by another program; choose another port"


def test_a_port_of_the_api_in_use_is_named(configs, refused, taken, monkeypatch, ray_cluster):
    monkeypatch.setenv("RAY_ADDRESS", ray_cluster.address)
    said = refused("api", configs / "lab.yaml", "--port", taken)
    assert said == f"127.0.0.1:{taken} is in use by another program; choose another port"


@pytest.mark.parametrize(
    "words", [["up", "{lab}", "--api-port"], ["demo", "--keep", "--dashboard-port"]]
)
def test_a_port_of_the_lab_in_use_is_told_before_ray_starts(configs, own_home, taken, words):
    command = [word.format(lab=configs / "lab.yaml") for word in words]
    ended = subprocess.run(
        [sys.executable, "-m", "cluster", *command, str(taken)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert f"127.0.0.1:{taken} is in use" in sentence(ended.stderr)
    assert not (own_home / "logs").exists()
    assert not (own_home / "up.json").exists()


@pytest.mark.parametrize("words", [["up", "{lab}"], ["demo"]])
def test_a_second_lab_on_one_machine_is_refused(configs, own_home, vpt, words):
    first = LocalLab(own_home)
    first.begin(configs / "lab.yaml")  # while it comes up, nothing of it runs yet
    ended = vpt(*(word.format(lab=configs / "lab.yaml") for word in words))
    assert ended.code == 2
    known = configs / "lab.yaml"
    assert sentence(ended.err) == f"a lab is up already ({known}); `vpt down` ends it"
    assert first.current().lab == configs / "lab.yaml"
    assert executions(own_home) == []


def test_an_api_for_others_needs_a_key(configs, refused):
    said = refused("api", configs / "lab.yaml", "--host", "0.0.0.0")
    assert said.startswith("0.0.0.0 can be reached from other machines")
    assert "VPT_API_KEY" in said


def test_an_api_needs_a_cluster(configs, refused):
    assert "no lab is up" in refused("api", configs / "lab.yaml")
