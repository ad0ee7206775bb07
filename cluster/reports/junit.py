"""The findings as JUnit XML, which every CI server reads."""

import re
from pathlib import Path

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from actors.outcome import Outcome
from cluster.reports.findings import Findings, JobFindings

_RESULTS = {
    Outcome.FAIL: Failure,
    Outcome.TIMEOUT: Failure,
    Outcome.ERROR: Error,
    Outcome.LOST: Error,
    Outcome.CANCELLED: Skipped,
}
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(found: Findings, path: Path) -> None:
    """Write FOUND to PATH: a suite for the campaign, a test case for each job."""
    suite = TestSuite(_text(found.execution.campaign))
    suite.add_testcases([_case(job) for job in found.jobs])
    report = JUnitXml(_text(found.execution.campaign))
    report.add_testsuite(suite)
    report.update_statistics()  # type: ignore[no-untyped-call]
    path.parent.mkdir(parents=True, exist_ok=True)
    report.write(str(path), pretty=True)


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
