"""The dashboard for Grafana and the rules for Prometheus, proved on a real Prometheus."""

import json
import math
import re
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from cluster.api.state import ApiState
from cluster.artifacts import Artifacts
from cluster.records import DeviceState
from cluster.store import Store
from tests.cluster.prometheus import CONFIGS, RULES, Prometheus, program, prometheus
from tests.cluster.served import Campaigns, Fleet, device, serving, tell

DASHBOARD: dict[str, Any] = json.loads((CONFIGS / "grafana" / "lab.json").read_text())
PANELS: list[dict[str, Any]] = DASHBOARD["panels"]
EXPRESSIONS = [
    pytest.param(target["expr"], id=f"{panel['title']} {target['refId']}")
    for panel in PANELS
    for target in panel["targets"]
]
ALERTS = yaml.safe_load(RULES.read_text())["groups"][1]["rules"]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """A Prometheus that has seen two executions come to the numbers of a lab."""
    home = tmp_path_factory.mktemp("prometheus")
    with Store(f"sqlite:///{home / 'store.db'}") as store:
        watched = device("tv-1").model_copy(update={"incident_counts": {"freeze": 0}})
        fleet = Fleet([watched, device("box-1", DeviceState.UNREACHABLE)])
        artifacts = Artifacts((home / "kept").as_uri())
        state = ApiState(store, artifacts, fleet, Campaigns(store))
        tell(store)
        with serving(state) as served, prometheus(served.url[len("http://") :], home) as asked:
            asked.wait_for("vpt_flaky_jobs_total == 1")
            tell(store)
            asked.wait_for("increase(vpt_flaky_jobs_total[5m])")
            asked.wait_for("rate(vpt_http_request_duration_seconds_count[5m])")
            asked.wait_for("count_over_time(vpt:job_pass_ratio:1h[5m])")
            yield asked


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_panel_has_data(asked: Prometheus, expression: str) -> None:
    shown = expression.replace("$__range", "5m").replace("$__rate_interval", "5m")
    assert any(math.isfinite(float(sample["value"][1])) for sample in asked.ask(shown))


def test_the_panels_show_what_the_store_knows(asked: Prometheus) -> None:
    expressions = {panel["title"]: panel["targets"][0]["expr"] for panel in PANELS}
    [up] = asked.ask(expressions["Devices up"])
    assert float(up["value"][1]) == 0.5
    [passed] = asked.ask(expressions["Pass rate"].replace("$__range", "5m"))
    assert float(passed["value"][1]) == pytest.approx(2 / 3)
    states = asked.ask(expressions["Device states"])
    told = {sample["metric"]["device"]: sample["value"][1] for sample in states}
    assert told == {"tv-1": "1", "box-1": "3"}


def test_every_rule_is_evaluated_without_an_error(asked: Prometheus) -> None:
    rules = asked.rules()
    assert len(rules) == 11
    assert [(rule["name"], rule.get("lastError")) for rule in rules if rule["health"] != "ok"] == []


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: str(rule["alert"]))
def test_every_series_an_alert_looks_at_is_there(asked: Prometheus, rule: dict[str, Any]) -> None:
    selectors = re.findall(r"(?:vpt[\w:]+|\bup)(?:\{[^}]*\})?", rule["expr"])
    assert selectors
    for selector in selectors:
        assert asked.ask(selector), selector


def test_a_device_that_is_down_is_about_to_be_an_alert(asked: Prometheus) -> None:
    [rule] = [rule for rule in asked.rules() if rule["name"] == "DeviceDown"]
    assert [alert["labels"]["device"] for alert in rule["alerts"]] == ["box-1"]


def test_promtool_finds_no_fault_in_configuration_and_rules() -> None:
    check = [program("promtool"), "check", "config", str(CONFIGS / "prometheus/prometheus.yml")]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_alerts_fire_when_they_should_and_only_then(tmp_path: Path) -> None:
    scenarios = Path(__file__).with_name("alerts.yml").read_text()
    file = tmp_path / "alerts.yml"
    file.write_text(scenarios.replace("RULES", str(RULES)))
    tested = [program("promtool"), "test", "rules", str(file)]
    done = subprocess.run(tested, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_has_a_scenario_in_which_it_fires() -> None:
    scenarios = yaml.safe_load(Path(__file__).with_name("alerts.yml").read_text())["tests"]
    fired = {
        asked["alertname"]
        for scenario in scenarios
        for asked in scenario["alert_rule_test"]
        if asked["exp_alerts"]
    }
    assert fired == {rule["alert"] for rule in ALERTS}


def test_without_prometheus_a_test_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="apt-get install prometheus"):
        program("prometheus")


def test_panels_have_numbers_of_their_own_and_do_not_overlap() -> None:
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    for one, another in combinations(PANELS, 2):
        a, b = one["gridPos"], another["gridPos"]
        beside = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
        below = a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
        assert beside or below, (one["title"], another["title"])


def test_every_query_has_a_letter_and_the_data_source_that_the_user_chose() -> None:
    chosen = {"type": "prometheus", "uid": "${datasource}"}
    for panel in PANELS:
        assert [target["refId"] for target in panel["targets"]] == list("ABC")[
            : len(panel["targets"])
        ]
        assert all(asked["datasource"] == chosen for asked in (panel, *panel["targets"]))
