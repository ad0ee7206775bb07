"""The typed client of the API, for scripts and the dashboard.

ApiError               the API answered with an error
 +-- NotFound          there is no such device, campaign, execution or picture
 +-- NotAuthorised     the key is missing or wrong, or none would do
 +-- ApiUnreachable    nobody answers, or the connection broke
"""

from collections.abc import Iterator
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect

from actors.outcome import Outcome
from cluster.events import AnyEvent
from cluster.records import (
    Attempt,
    CampaignSummary,
    Counts,
    DevicePassRate,
    DeviceState,
    DeviceStatus,
    DeviceTimes,
    Execution,
    Health,
    Job,
    Link,
    State,
    Step,
)
from cluster.wire import read_event

__all__ = [
    "AnyEvent",
    "ApiError",
    "ApiUnreachable",
    "Attempt",
    "CampaignSummary",
    "Client",
    "Counts",
    "DevicePassRate",
    "DeviceState",
    "DeviceStatus",
    "DeviceTimes",
    "Execution",
    "Health",
    "Job",
    "Link",
    "NotAuthorised",
    "NotFound",
    "Outcome",
    "State",
    "Step",
]


class ApiError(Exception):
    """The API at URL answered with an HTTP STATUS of 400 or more; REASON is its sentence.

    The status is None where there was no answer.
    """

    def __init__(self, url: str, status: int | None, reason: str) -> None:
        super().__init__(url, status, reason)
        self.url, self.status, self.reason = url, status, reason

    def __str__(self) -> str:
        return f"{self.url} answered {self.status}: {self.reason}"


class NotFound(ApiError):
    """There is no such device, campaign, execution or picture."""


class NotAuthorised(ApiError):
    """The key is missing or wrong, or none would do."""


class ApiUnreachable(ApiError):
    """Nobody answers at the URL in time, or the connection broke."""

    def __str__(self) -> str:
        return f"no answer from the API at {self.url}: {self.reason}"


class _Refusal(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    detail: str


_campaigns = TypeAdapter(list[CampaignSummary])
_devices = TypeAdapter(list[DeviceStatus])
_executions = TypeAdapter(list[Execution])
_device_times = TypeAdapter(list[DeviceTimes])
_jobs = TypeAdapter(list[Job])
_attempts = TypeAdapter(list[Attempt])
_steps = TypeAdapter(list[Step])
_pass_rates = TypeAdapter(list[DevicePassRate])
_health = TypeAdapter(Health)
_execution = TypeAdapter(Execution)

T = TypeVar("T")
Query = dict[str, int | float]


class Client:
    """Speaks to the API at URL, such as "http://127.0.0.1:8800"; several threads may share it.

    key: what the API demands when it is not bound to loopback.
    timeout: seconds that one answer may take.

    Every method raises ApiError, or one of its children.
    """

    def __init__(self, url: str, key: str | None = None, *, timeout: float = 10.0) -> None:
        self.url = url.rstrip("/")
        self._headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        self._timeout = timeout
        try:
            self._http = httpx.Client(base_url=self.url, headers=self._headers, timeout=timeout)
        except httpx.InvalidURL as e:
            raise ApiUnreachable(self.url, None, str(e)) from e

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def health(self) -> Health:
        """Ask whether store and fleet answer; raises ApiError (503) that names the part if not."""
        return self._read(_health, "/api/health")

    def devices(self) -> list[DeviceStatus]:
        return self._read(_devices, "/api/devices")

    def picture(self, name: str, width: int = 640) -> bytes:
        """Return what the device NAME shows now, as a JPEG of WIDTH pixels."""
        return self._get(f"/api/devices/{quote(name, safe='')}/picture", {"width": width})

    def campaigns(self) -> list[CampaignSummary]:
        return self._read(_campaigns, "/api/campaigns")

    def start(self, campaign: str) -> Execution:
        """Start the CAMPAIGN of that name and return its execution at once."""
        return _parse(
            _execution, self._send("POST", "/api/executions", json={"campaign": campaign})
        )

    def stop(self, execution: int) -> Execution:
        """Ask the execution to stop; its running attempts end within seconds."""
        return _parse(_execution, self._send("POST", f"/api/executions/{execution}/stop"))

    def executions(self, limit: int = 50, before: int | None = None) -> list[Execution]:
        """Return at most LIMIT executions, newest first, older than the id BEFORE."""
        query: Query = {"limit": limit} if before is None else {"limit": limit, "before": before}
        return self._read(_executions, "/api/executions", query)

    def execution(self, id: int) -> Execution:
        return self._read(_execution, f"/api/executions/{id}")

    def device_times(self, execution: int) -> list[DeviceTimes]:
        """Return how long each device was used by EXECUTION, and how much of it navigating."""
        return self._read(_device_times, f"/api/executions/{execution}/devices")

    def jobs(self, execution: int) -> list[Job]:
        return self._read(_jobs, f"/api/executions/{execution}/jobs")

    def attempts(self, execution: int, job: int) -> list[Attempt]:
        return self._read(_attempts, f"/api/executions/{execution}/jobs/{job}/attempts")

    def steps(self, execution: int, job: int, attempt: int) -> list[Step]:
        path = f"/api/executions/{execution}/jobs/{job}/attempts/{attempt}/steps"
        return self._read(_steps, path)

    def evidence(self, key: str) -> bytes:
        """Return the JPEG that a step keeps as its picture."""
        return self._get(f"/api/evidence/{quote(key)}")

    def comparison(self, execution: int, job: int, attempt: int, *, step: int) -> bytes:
        """Return a JPEG of the best place of a step, the reference, and their difference.

        Raises NotFound where it looked for no picture that is still kept.
        """
        attempts = f"/api/executions/{execution}/jobs/{job}/attempts"
        return self._get(f"{attempts}/{attempt}/steps/{step}/comparison")

    def pass_rates(self, hours: float = 24.0) -> list[DevicePassRate]:
        return self._read(_pass_rates, "/api/pass-rates", {"hours": hours})

    def live(self, since: int | None = None) -> Iterator[tuple[int, AnyEvent]]:
        """Yield events with their ids as they happen, those after the id SINCE first.

        Without SINCE it begins with what happens from now on.  It never ends by
        itself: when the connection breaks it raises ApiUnreachable, and a call
        with the last id seen goes on without a gap.
        """
        url = f"{self.url.replace('http', 'ws', 1)}/api/live"
        with self._connect(url if since is None else f"{url}?since={since}") as socket:
            while True:
                yield self._receive(socket)

    def _connect(self, url: str) -> ClientConnection:
        try:
            return connect(
                url,
                additional_headers=self._headers,
                compression=None,
                open_timeout=self._timeout,
                close_timeout=0.5,  # what comes after we have lost interest need not be waited for
            )
        except InvalidStatus as e:
            raise _error(url, e.response.status_code, bytes(e.response.body or b"")) from e
        except (OSError, WebSocketException) as e:
            raise ApiUnreachable(self.url, None, str(e)) from e

    def _receive(self, socket: ClientConnection) -> tuple[int, AnyEvent]:
        try:
            return read_event(socket.recv())
        except ConnectionClosed as e:
            raise ApiUnreachable(self.url, None, str(e)) from e
        except ValidationError as e:
            raise _unreadable(self.url, 101, e) from e

    def _read(self, kind: TypeAdapter[T], path: str, query: Query | None = None) -> T:
        return _parse(kind, self._send("GET", path, query=query))

    def _get(self, path: str, query: Query | None = None) -> bytes:
        return self._send("GET", path, query=query).content

    def _send(
        self, method: str, path: str, *, query: Query | None = None, json: object = None
    ) -> httpx.Response:
        try:
            response = self._http.request(method, path, params=query, json=json)
        except httpx.HTTPError as e:
            raise ApiUnreachable(self.url, None, str(e) or type(e).__name__) from e
        if response.is_success:
            return response
        raise _error(str(response.url), response.status_code, response.content)


def _parse(kind: TypeAdapter[T], response: httpx.Response) -> T:
    try:
        return kind.validate_json(response.content)
    except ValidationError as e:
        raise _unreadable(str(response.url), response.status_code, e) from e


def _unreadable(url: str, status: int, e: ValidationError) -> ApiError:
    reason = f"this client cannot read the answer ({e.error_count()} fields differ)"
    return ApiError(url, status, reason)


def _error(url: str, status: int, body: bytes) -> ApiError:
    kinds: dict[int, type[ApiError]] = {
        401: NotAuthorised,
        403: NotAuthorised,
        404: NotFound,
    }
    return kinds.get(status, ApiError)(url, status, _reason(body))


def _reason(body: bytes) -> str:
    try:
        return _Refusal.model_validate_json(body).detail
    except ValidationError:
        return "without a reason, so it may be another program"
