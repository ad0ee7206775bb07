"""The findings as JUnit XML, which every CI server reads."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from actors.outcome import Outcome
from cluster.reports.findings import Findings, JobFindings
from navigation.trial import Trial

_RESULTS = {
    Outcome.FAIL: Failure,
    Outcome.TIMEOUT: Failure,
    Outcome.ERROR: Error,
    Outcome.LOST: Error,
    Outcome.CANCELLED: Skipped,
}
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(found: Findings, path: Path, *, edges: Iterable[Trial[Any]] = ()) -> None:
    """Write FOUND to PATH: a suite for the campaign, a test case for each job.

    Where it tried EDGES of a map, there is a suite for them too, a test case for each.
    """
    name = found.execution.campaign
    report = JUnitXml(_text(name))
    report.add_testsuite(_suite(name, map(_case, found.jobs)))
    if tried := [_edge(one) for one in edges]:
        report.add_testsuite(_suite(f"{name}: edges", tried))
    report.update_statistics()  # type: ignore[no-untyped-call]
    path.parent.mkdir(parents=True, exist_ok=True)
    report.write(str(path), pretty=True)


def _suite(name: str, cases: Iterable[TestCase]) -> TestSuite:
    suite = TestSuite(_text(name))
    suite.add_testcases(list(cases))
    return suite


def _edge(tried: Trial[Any]) -> TestCase:
    case = TestCase(_text(tried.edge.name), classname=_text(tried.edge.start))
    case.time = tried.seconds or 0.0
    if tried.trouble:
        kind = Failure if tried.hops else Skipped
        case.result = [kind(_text(tried.trouble), "fail" if tried.hops else "not tried")]
    return case


def _case(found: JobFindings) -> TestCase:
    job = found.job
    devices = " ".join(f"{a.attempt.device}" for a in found.attempts)
    name = _text(f"{job.case} #{job.number}")
    case = TestCase(name, classname=_text(devices) or "no device")
    case.time = (job.ended - job.started) if job.ended and job.started else 0.0
    if job.outcome in _RESULTS:
        case.result = [_RESULTS[job.outcome](_text(job.reason), str(job.outcome))]
    if job.flaky:
        case.system_out = f"flaky: passed in attempt {len(found.attempts)}"
    return case


def _text(words: str) -> str:
    """Return WORDS, which may be what a device printed, as XML can hold them."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", words)
