"""Every page of the dashboard, before a real API."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cluster.api.state import ApiState
from cluster.artifacts import Artifacts
from tests.cluster.served import Served, serving, with_key
from tests.dashboard.conftest import Look
from tests.dashboard.lab import DEVICES, REASON, begin, fill

NOWHERE = "http://127.0.0.1:9"


def words(page: AppTest) -> str:
    """Return all that the page says, without what only makes it look as it does."""
    assert not page.exception
    parts = (*page.title, *page.subheader, *page.markdown, *page.caption, *page.code)
    shown = [str(part.value) for part in (*parts, *page.warning, *page.info)]
    html = [str(part.proto.body) for part in page.get("html") if "<style>" not in part.proto.body]
    return "\n".join([*shown, *html]).replace("\\", "")


def figures(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def test_the_overview_tells_how_the_lab_is(busy: Served, look: Look) -> None:
    page = look(busy.url)
    assert figures(page)["Pass rate, last 24 h"] == "50.0 %"  # 6 of the 12 that passed or failed
    assert figures(page)["Devices"] == "4"
    said = words(page)
    assert "1 unreachable" in said
    assert "2 idle" in said
    assert "3 of 6" in said


def test_the_overview_names_the_devices_that_pass_least(busy: Served, look: Look) -> None:
    [rates] = [
        h.proto.body for h in look(busy.url).get("html") if 'class="vpt-rates"' in h.proto.body
    ]
    assert rates.index("tv-1") < rates.index("tv-2")


def test_the_wall_shows_a_picture_of_each_reachable_device(busy: Served, look: Look) -> None:
    page = look(busy.url, "devices")
    assert len(page.get("image")) == 3
    said = words(page)
    assert all(device.name in said for device in DEVICES)
    assert "the cable is out" in said
    assert "held by execution 2" in said
    assert "black since 3 h" in said


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ({"find": "tv room"}, ["tv-1", "tv-2"]),
        ({"model": "set-top-box"}, ["box-1", "box-2"]),
        ({"can": "touch"}, ["tv-1", "tv-2"]),
        ({"find": "black"}, ["box-1"]),
        ({"find": "nothing like it"}, []),
    ],
)
def test_the_wall_can_be_filtered_by_its_address(
    busy: Served, look: Look, address: dict[str, str], shown: list[str]
) -> None:
    said = words(look(busy.url, "devices", **address))
    assert [d.name for d in DEVICES if f"**{d.name}**" in said] == shown
    assert f"{len(shown)} of 4 devices" in said


def test_the_wall_can_be_filtered_by_state(busy: Served, look: Look) -> None:
    page = look(busy.url, "devices", state="idle")
    assert "2 of 4 devices" in words(page)
    page.pills(key="filter-state").set_value(["running"]).run()
    assert "1 of 4 devices" in words(page)
    assert "running" in page.query_params["state"]


def test_campaigns_come_with_their_last_result(busy: Served, look: Look) -> None:
    said = words(look(busy.url, "campaigns"))
    assert "**nightly**" in said
    assert "6 cases: zap, banner" in said
    assert "3 passed, 1 flaky, 1 failed, 1 error" in said


def test_a_campaign_is_started_by_its_button(empty: ApiState, look: Look) -> None:
    campaigns = replace(empty.campaigns, names=("smoke",))  # type: ignore[type-var]
    with serving(replace(empty, campaigns=campaigns)) as served:
        look(served.url, "campaigns").button(key="start-smoke").click().run()
    assert [e.campaign for e in empty.store.executions(9)] == ["smoke"]


def test_an_execution_is_stopped_by_its_button(empty: ApiState, look: Look) -> None:
    fill(empty.store, empty.artifacts)
    with serving(empty) as served:
        look(served.url, "campaigns").button(key="stop-2-now").click().run()
    assert empty.store.stop_requested(2)


def test_an_execution_tells_outcomes_duration_and_ratio(busy: Served, look: Look) -> None:
    said = words(look(busy.url, "execution", execution=1))
    assert "1.20× the lower bound" in said
    assert "1 failed" in said


def test_an_execution_opens_at_its_worst_job(busy: Served, look: Look) -> None:
    said = words(look(busy.url, "execution", execution=1))
    assert "settings/network · job 3" in said
    assert REASON in said


def test_a_deep_link_leads_to_one_step(busy: Served, look: Look) -> None:
    page = look(busy.url, "execution", execution=1, job=2, attempt=1, step=1)
    said = words(page)
    assert "banner · job 2" in said
    assert REASON in said
    assert "tv-1 on bench-1" in said
    assert len(page.get("image")) == 2


def test_a_miss_is_shown_beside_what_was_wanted(busy: Served, look: Look) -> None:
    said = words(look(busy.url, "execution", execution=1, job=2, attempt=1, step=1))
    assert "best place · reference · four times the difference" in said


def test_a_match_is_shown_alone(busy: Served, look: Look) -> None:
    page = look(busy.url, "execution", execution=1, job=1, attempt=1, step=1)
    assert len(page.get("image")) == 1


def test_what_a_step_measured_is_told_with_its_error(busy: Served, look: Look) -> None:
    said = words(look(busy.url, "execution", execution=1, job=1, attempt=1, step=1))
    assert "zap_time **1.240 s** (−0.040)" in said


def test_a_click_on_a_step_opens_it(busy: Served, look: Look) -> None:
    page = look(busy.url, "execution", execution=1, job=3)
    page.button(key="step-0").click().run()
    assert "pressed OK" in words(page)
    assert "This step kept no picture." in words(page)


def test_another_attempt_can_be_chosen(busy: Served, look: Look) -> None:
    page = look(busy.url, "execution", execution=1, job=2)
    assert REASON not in words(page)
    page.segmented_control(key="attempts-of-2").set_value(0).run()
    assert REASON in words(page)


def test_jobs_can_be_filtered_by_outcome(busy: Served, look: Look) -> None:
    page = look(busy.url, "execution", execution=1, outcome="flaky")
    assert list(page.dataframe[0].value["case"]) == ["banner"]
    assert "banner · job 2" in words(page)


def test_all_executions_are_listed(busy: Served, look: Look) -> None:
    page = look(busy.url, "execution")
    labels = [link.proto.label for link in page.get("page_link")]
    assert labels == ["**smoke** #2", "**nightly** #1"]


def test_an_execution_that_does_not_exist_is_said_to_be_unknown(busy: Served, look: Look) -> None:
    assert "There is no such thing here" in words(look(busy.url, "execution", execution=99))


def test_a_picture_that_is_gone_is_said_to_be_gone(empty: ApiState, look: Look) -> None:
    fill(empty.store, Artifacts("memory://"))
    with serving(empty) as served:
        said = words(look(served.url, "execution", execution=1))
    assert "no longer kept" in said


@pytest.mark.parametrize(
    ("page", "advice"),
    [
        ("overview", "vpt run"),
        ("devices", "vpt up"),
        ("campaigns", "There are no campaigns"),
        ("execution", "vpt run"),
    ],
)
def test_an_empty_lab_says_what_to_do(empty: ApiState, look: Look, page: str, advice: str) -> None:
    with serving(empty) as served:
        assert advice in words(look(served.url, page))


def test_a_queued_execution_has_just_begun(empty: ApiState, look: Look) -> None:
    begin(empty.store, "smoke")
    with serving(empty) as served:
        assert "just begun" in words(look(served.url))


@pytest.mark.parametrize("page", ["overview", "devices", "campaigns", "execution"])
def test_an_api_that_is_away_is_explained(look: Look, page: str) -> None:
    said = words(look(NOWHERE, page))
    assert "The lab's API does not answer" in said
    assert "vpt up" in said


def test_the_page_goes_on_when_the_api_is_back(
    busy: Served, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = look(NOWHERE)
    monkeypatch.setenv("VPT_API_URL", busy.url)
    assert figures(page.run())["Devices"] == "4"


def test_a_key_is_asked_for_and_used(
    empty: ApiState, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(with_key(empty, "secret")) as served:
        assert "VPT_API_KEY" in words(look(served.url))
        monkeypatch.setenv("VPT_API_KEY", "secret")
        page = look(served.url)
    assert figures(page)["Devices"] == "0"
    assert "secret" not in words(page)
