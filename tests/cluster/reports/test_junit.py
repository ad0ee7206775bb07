"""The JUnit report: what a CI server reads of an execution."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped

from cluster.reports.junit import write_junit
from tests.cluster.reports.found import attempt, found, job, of_each_outcome, step
from tests.cluster.validation_fixtures import tried


def read(findings, path):
    write_junit(findings, path)
    return JUnitXml.fromfile(str(path))


@pytest.fixture
def report(tmp_path):
    return tmp_path / "new" / "junit.xml"


def test_it_counts_what_was_found(report):
    xml = read(of_each_outcome(), report)
    [suite] = xml
    for counted in (xml, suite):
        assert (counted.tests, counted.failures, counted.errors, counted.skipped) == (6, 2, 2, 1)
    assert suite.name == "nightly"
    assert suite.time == 30


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        ("fail", Failure),
        ("timeout", Failure),
        ("error", Error),
        ("lost", Error),
        ("cancelled", Skipped),
    ],
)
def test_each_outcome_that_is_no_pass_has_its_result_and_reason(report, outcome, kind):
    [[case]] = read(found(job(attempt(), outcome=outcome, reason="so <it> is")), report)
    [result] = case.result
    assert (type(result), result.type, result.message) == (kind, outcome, "so <it> is")


def test_a_pass_has_no_result_and_names_device_and_time(report):
    [[case]] = read(found(job(attempt(), number=3)), report)
    assert (case.name, case.classname, case.time, case.result) == ("zap #3", "tv-1", 5, [])


def test_a_flaky_pass_is_a_pass_that_says_so(report):
    twice = job(attempt(outcome="fail"), attempt(number=2, device="tv-2"), flaky=True)
    [[case]] = read(found(twice), report)
    assert (case.is_passed, case.system_out) == (True, "flaky: passed in attempt 2")
    assert case.classname == "tv-1 tv-2"


def test_a_job_that_never_ran_is_there(report):
    unrun = job(outcome="cancelled", started=None, ended=None)
    [[case]] = read(found(unrun), report)
    assert (case.classname, case.time, case.is_skipped) == ("no device", 0, True)


@given(st.text(max_size=30))
def test_whatever_a_device_said_the_file_can_be_read(tmp_path_factory, words):
    path = tmp_path_factory.getbasetemp() / "junit.xml"
    item = job(attempt(), outcome="fail", reason=words + "\x1b[0m\0\x08\ud800")
    [[case]] = read(found(item, campaign=words), path)
    assert case.result[0].message.endswith(
        "[0m\N{REPLACEMENT CHARACTER}" + "\N{REPLACEMENT CHARACTER}" * 2
    )


def test_each_edge_that_was_to_be_tried_is_a_case_of_its_own(planned, report):
    broken = [tried("home", "apps", arrived=False, started=at) for at in (1.0, 2.0, 3.0)]
    took = tried("home", "live", seconds=1.25)
    results = found(job(attempt(step(hops=[took, *broken], kind="tour", reason="lost"))))
    write_junit(results, report, edges=planned(a={}).trials(results))
    _, suite = JUnitXml.fromfile(str(report))
    cases = {case.name: case for case in suite}
    assert (cases["home → live"].time, cases["home → live"].result) == (1.25, [])
    [failed], [skipped] = cases["home → apps"].result, cases["apps → home"].result
    assert (type(failed), type(skipped)) == (Failure, Skipped)
    assert failed.message == "home → apps left the device at 'home', on tv-1"
