"""Past verdicts judged again: the demo's, on the pictures that were kept of them."""

from dataclasses import dataclass, replace

import pytest

from actors.errors import ConfigError
from actors.maps import load_map
from actors.outcome import Outcome
from actors.steps.expect import Expect
from actors.steps.goto import Goto
from actors.steps.sleep import Sleep
from actors.testcase import TestCase, load_case
from cluster.artifacts import Artifacts
from cluster.rejudge import Judged, Rejudging, Skipped, Wanted
from cluster.reports.findings import Findings, findings
from cluster.store import Store
from tests.actors.devices import DEMO, HOME, LIVE, case, simulated
from tests.cluster.recorded import record

NAMES = ("apps", "home", "search", "settings", "zap")
MOVES = {"expect": {"motion": {}, "within": 8}}
SETTLED = 0.8  # seconds after which the television has moved to another page


@dataclass
class Kept:
    """What is kept of an execution, and ways to judge it again."""

    store: Store
    artifacts: Artifacts
    found: Findings

    def again(self, kind: str | None = None, named: str = "", **settings: object):
        rejudging = Rejudging(self.artifacts, settings, DEMO)
        return rejudging.of(self.found, Wanted(kind, named))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """All cases of the demo, run once on a simulated television."""
    folder = tmp_path_factory.mktemp("kept")
    device = simulated(load_map(DEMO / "maps" / "launcher.yaml"), size=(1280, 720))
    cases = [load_case(DEMO / "cases" / f"{name}.yaml") for name in NAMES]
    cases += [tour(device.map), case({"goto": "live"}, MOVES, name="moves")]
    with Store(f"sqlite:///{folder / 'store.db'}") as store:
        artifacts = Artifacts((folder / "artifacts").as_uri())
        execution = record(device, *cases, store=store, artifacts=artifacts)
        yield Kept(store, artifacts, findings(execution, store))


def tour(map):
    """Return a case that looks at every screen of MAP once it is settled."""
    steps = []
    for name, screen in map.screens.items():
        steps += [Goto(screen=name), Sleep(seconds=SETTLED), Expect(check=screen.shows[0])]
    return TestCase(name="tour", steps=tuple(steps))


def settled(judged):
    """Return those of the pages that did not move."""
    return [each for each in judged if (each.attempt.case, each.step.kind) == ("tour", "expect")]


def flips(judged):
    return [each for each in judged if each.flips]


def test_with_unchanged_settings_nothing_flips(demo):
    judged = demo.again(kind="image", threshold=0.8) + demo.again(kind="text", absent=False)
    assert len(judged) > 30
    for each in judged:
        assert isinstance(each, Judged)
        assert each.step.outcome is Outcome.PASS
        assert each.now == each.then


def test_with_unchanged_settings_a_kept_picture_gives_the_same_answer(demo):
    images, texts = demo.again(kind="image", threshold=0.8), demo.again(kind="text", absent=False)
    assert len(settled(images) + settled(texts)) == 11
    assert all(each.then.holds for each in settled(images + texts))


def test_what_keeping_loses_of_a_picture_hardly_moves_the_score(demo):
    for each in settled(demo.again(kind="image", threshold=0.8)):
        assert each.then.score == pytest.approx(each.step.score, abs=0.02)


def test_a_kept_picture_that_is_judged_otherwise_is_told(demo):
    judged = settled(demo.again(kind="image", threshold=0.8))[0]
    assert not judged.strays
    assert replace(judged, then=replace(judged.then, holds=False)).strays
    gone = judged.step.model_copy(update={"score": 0.0, "threshold": 0.2})
    assert not replace(judged, step=gone).strays


def test_another_threshold_flips_those_that_do_not_reach_it(demo):
    bound = max(each.then.score for each in demo.again(kind="image", threshold=0.8)) - 0.001
    judged = demo.again(kind="image", threshold=bound)
    assert not all(each.flips for each in judged)
    for each in judged:
        assert each.flips == (0.8 <= each.then.score < bound)
        assert f"needs {bound:.3f}" in each.now.reason


def test_another_reference_flips_those_where_it_is_not(demo):
    judged = demo.again(named="home.png", reference="live.png")
    assert len(flips(settled(judged))) == len(settled(judged)) == 1
    for each in judged:
        assert not each.now.holds
        assert each.now.reason.startswith("live.png matches")


def test_only_what_is_named_and_of_the_kind_is_judged(demo):
    assert {each.step.asked.kind for each in demo.again(kind="text", absent=True)} == {"text"}
    named = demo.again(named="live.png", threshold=0.5)
    assert {each.step.asked.text for each in named} == {"image live.png in [52, 32, 112, 56]"}


def test_what_one_picture_does_not_tell_is_skipped_and_says_why(demo):
    [moving] = demo.again(kind="motion", threshold=0.5)
    assert isinstance(moving, Skipped)
    assert moving.reason == "one picture was kept, and not 1 s of them"


def test_a_check_that_can_no_longer_be_asked_flips(demo):
    judged = demo.again(named="live.png", region=[5000, 0, 300, 300])
    assert flips(judged) == judged
    assert {each.now.holds for each in judged} == {None}
    assert "lies outside" in judged[0].now.reason


@pytest.mark.parametrize("gone", ["references", "1"])
def test_what_is_no_longer_kept_is_skipped(demo, gone):
    fewer = Artifacts("memory://")
    left = [key for key in demo.artifacts.keys("") if not key.startswith(f"{gone}/")]
    for key in left:
        fewer.put(key, demo.artifacts.get(key))
    judged = Kept(demo.store, fewer, demo.found).again(kind="image", threshold=0.9)
    assert all(isinstance(each, Skipped) for each in judged)
    assert "no" in judged[0].reason


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (
            {"threshold": 7},
            "image apps.png in [40, 16, 260, 84]: threshold: Input should be less than or equal",
        ),
        ({"reference": "none.png"}, "no picture 'none.png'"),
        ({"thrshold": 0.9}, "no verdict there has thrshold"),
    ],
)
def test_settings_that_do_not_fit_are_refused_before_anything_is_judged(
    demo, monkeypatch, settings, reason
):
    monkeypatch.setattr("actors.checks.image.Image.judge", None)
    with pytest.raises(ConfigError) as caught:
        demo.again(kind="image", **settings)
    assert reason in str(caught.value)


def test_a_check_of_a_kind_that_is_gone_is_skipped(demo):
    first = demo.again(kind="image", threshold=0.5)[0]
    gone = first.step.asked.model_copy(update={"check": {"ghost": {}}})
    [tried] = demo.found.jobs[0].attempts
    steps = (first.step.model_copy(update={"asked": gone}),)
    jobs = (replace(demo.found.jobs[0], attempts=(replace(tried, steps=steps),)),)
    found = replace(demo.found, jobs=jobs)
    [skipped] = Kept(demo.store, demo.artifacts, found).again(threshold=0.5)
    assert "no kind" in skipped.reason


@pytest.fixture(scope="module")
def waited(tmp_path_factory):
    """Two steps until gone: of what never was there, which passes, and of what stays."""
    path = tmp_path_factory.mktemp("waited") / "store.db"
    home = {**HOME, "until": "gone"}
    live = {"expect": {**LIVE, "until": "gone"}}
    with Store(f"sqlite:///{path}") as store:
        artifacts = Artifacts("memory://waited")
        looks = case(live, {"expect": home}, name="look")
        device = simulated(size=(1280, 720))
        execution = record(device, looks, store=store, artifacts=artifacts)
        yield Kept(store, artifacts, findings(execution, store))


def test_what_was_waited_for_to_be_gone_is_judged_so_again(waited):
    gone, there = waited.again(kind="image", threshold=0.8)
    assert [(each.then.holds, each.flips, each.strays) for each in (gone, there)] == [
        (True, False, False),
        (False, False, False),
    ]
    assert gone.then.reason.startswith("not there: live.png")
    assert there.then.reason.startswith("still there: home.png")
    for each in (gone, there):
        assert each.then.threshold == each.step.threshold == pytest.approx(0.2)
        assert each.then.score == pytest.approx(each.step.score, abs=0.02)


def test_what_was_waited_for_to_be_gone_flips_with_the_opposite_check(waited):
    gone, there = waited.again(kind="image", absent=True)
    assert (gone.flips, gone.now.holds) == (True, False)
    assert (there.flips, there.now.holds) == (True, True)


def test_nothing_is_saved(demo):
    keys, log = demo.artifacts.keys(), demo.store.last_event_id()
    demo.again(kind="image", threshold=0.99)
    assert (demo.artifacts.keys(), demo.store.last_event_id()) == (keys, log)
    assert findings(demo.found.execution.id, demo.store) == demo.found


def test_regions_are_those_of_the_map_on_a_frame_of_another_size(tmp_path):
    device = simulated(load_map(DEMO / "maps" / "launcher.yaml"), size=(1920, 1080))
    artifacts = Artifacts("memory://")
    looks = case({"expect": {"image": "home.png", "region": [40, 16, 240, 84]}}, name="look")
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        execution = record(device, looks, store=store, artifacts=artifacts)
        kept = Kept(store, artifacts, findings(execution, store))
        [judged] = kept.again(kind="image", threshold=0.8)
    assert judged.then.score == pytest.approx(judged.step.score, abs=0.03)
