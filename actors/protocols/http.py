"""Requests to a device that speaks HTTP, each of which ends within its time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

    from actors.driver import Driver

MOST = 32 << 20  # bytes of an answer: a picture of a large screen


class HttpLink:
    """The connection of DRIVER to the server at URL, kept open from request to request.

    timeout: seconds for a whole answer, with the login that it may take.
    verify: whether a certificate must be one that this machine trusts.
    options: further ones of httpx.Client, such as auth or headers.
    Any thread may call.  Methods raise Unreachable, TookTooLong, and Refused for an answer
    that is no success, with its status.
    """

    def __init__(
        self, driver: Driver[Any], url: str, timeout: float, *, verify: bool = True, **options: Any
    ) -> None:
        self._driver, self._url, self._timeout = driver, url, timeout
        self._verify, self._options = verify, options
        self._client: httpx.Client | None = None

    def open(self) -> None:
        """Make ready; the first request makes the connection."""
        import httpx

        from actors.protocols.transport import Transport

        self.close()
        # a proxy that this machine has for the internet leads to no device of the lab
        options = {"trust_env": False, **self._options}
        secure = self._url.startswith("https:")
        transport = Transport(httpx.create_ssl_context(verify=self._verify) if secure else None)
        self._client = httpx.Client(
            base_url=self._url, transport=transport, timeout=None, **options
        )

    def close(self) -> None:
        """Give the connection up."""
        client, self._client = self._client, None
        if client:
            client.close()

    def get(self, path: str, params: Mapping[str, str] | None = None) -> httpx.Response:
        """Return the answer to a GET."""
        return self.ask("GET", path, params=params)

    def post(self, path: str, **content: Any) -> httpx.Response:
        """Return the answer to a POST of CONTENT: json, data or content, as httpx takes them."""
        return self.ask("POST", path, **content)

    def json(self, method: str, path: str, **content: Any) -> Any:
        """Return the JSON that is answered.  Raises Refused also for what is none."""
        answer = self.ask(method, path, **content)
        try:
            return answer.json()
        except ValueError as e:
            raise self._driver.refused(f"answers {answer.text[:80]!r}, which is no JSON") from e

    def ask(self, method: str, path: str, **content: Any) -> httpx.Response:
        """Return the answer, whole; it is a success."""
        answer = self.answer(method, path, **content)
        if not answer.is_success:
            said = answer.text.strip()[:200]
            raise self._driver.refused(f"{method} {path}: {_status(answer)} {said}".rstrip())
        return answer

    def answer(self, method: str, path: str, **content: Any) -> httpx.Response:
        """Return the answer, whole, with whatever status."""
        import httpx

        from actors.protocols.transport import ending

        if self._client is None:
            self.open()
        assert self._client is not None
        try:
            with ending(self._timeout), self._client.stream(method, path, **content) as answer:
                return _whole(answer)
        except httpx.TimeoutException as e:
            raise self._driver.late(self._timeout) from e
        except (httpx.NetworkError, httpx.ProxyError) as e:
            raise self._driver.unreachable(_reason(e)) from e
        except httpx.LocalProtocolError as e:  # whose words have the headers in them
            raise self._driver.refused("HTTP has no way to ask so: a setting has odd signs") from e
        except (httpx.HTTPError, httpx.InvalidURL) as e:
            raise self._driver.refused(f"what it answers is no HTTP: {e}") from e


def _whole(answer: httpx.Response) -> httpx.Response:
    """Return ANSWER with its body, of which there may be too much."""
    import httpx

    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > MOST:
            raise httpx.DecodingError(f"more than {MOST} bytes")
    told = [pair for pair in answer.headers.multi_items() if pair[0] != "content-encoding"]
    return httpx.Response(
        answer.status_code, headers=told, content=bytes(body), request=answer.request
    )


def _status(answer: httpx.Response) -> str:
    return f"{answer.status_code} {answer.reason_phrase}".strip()


def _reason(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError):
            return cause.strerror or str(cause)
        cause = cause.__cause__ or cause.__context__
    return str(error) or type(error).__name__
