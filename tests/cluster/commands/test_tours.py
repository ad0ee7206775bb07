"""What a validation prints of its edges."""

from io import StringIO

from rich.console import Console

from cluster.commands.tours import document, foreseen, show, tell
from cluster.store import Store
from tests.cluster.reports.found import attempt, found, job, step
from tests.cluster.validation_fixtures import tried


def came_of(planned, *hops):
    wanted = planned(a={})
    toured = step(hops=hops, kind="tour", reason="the device was lost")
    results = found(job(attempt(toured), outcome="lost"))
    return wanted, results, wanted.trials(results)


def printed(planned, *hops):
    out = StringIO()
    show(*came_of(planned, *hops), Console(file=out, width=160))
    return out.getvalue()


def test_a_row_tells_of_an_edge_with_its_times_and_a_try_that_failed(planned):
    lost = tried("home", "live", arrived=False, seconds=None)
    told = printed(planned, lost, tried("home", "live", seconds=1.25, started=200.0))
    [row] = [line for line in told.splitlines() if "home → live" in line and "│" in line]
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells == [
        "home → live", "2", "1", "1.25", "0.20", "1.65", "0.04",
        "once, home → live left the device at 'home'",
    ]  # fmt: skip


def test_what_was_not_tried_is_told_by_its_cause(planned):
    failed = [tried("home", "apps", arrived=False, started=at) for at in (1.0, 2.0, 3.0)]
    told = printed(planned, *failed)
    assert "not tried, because home → apps left the device at 'home': apps → home\n" in told
    assert "not tried, because the device was lost: home → live, live → home, again\n" in told
    assert "0 of 7 edges arrived, in 3 steps, 5 planned\n" in told


def test_the_document_has_the_lowest_margin_by_which_a_screen_was_told(planned):
    hops = [tried("home", "live", margin=margin) for margin in (0.4, 0.1)]
    [edge] = [
        edge
        for edge in document(*came_of(planned, *hops))["edges"]
        if edge["name"] == "home → live"
    ]
    assert (edge["margin"], edge["tries"], edge["arrived"]) == (0.1, 2, 2)


def test_what_no_tour_comes_by_is_told_before_they_are_done(planned, tmp_path):
    lone = {"from": "lone", "to": "home", "do": [{"press": "OK"}]}
    wanted = planned(lone, a={})
    with Store(f"sqlite:///{tmp_path / 'vpt.db'}") as store:
        told = foreseen(wanted, store, now=0.0)
    out = StringIO()
    tell(told, Console(file=out, width=160))
    assert told["left_out"] == [{"from": "lone", "to": "home"}]
    assert "left out: lone → home, as no tour comes by" in out.getvalue()
