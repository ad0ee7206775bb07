"""A site for the web driver: pages that note what they are told, behind odd servers."""

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

NOTING = """<!doctype html><title>noting</title>
<style>html, body {margin: 0; height: 100%; background: rgb(10, 60, 120)}</style>
<input id=field style="position: fixed; left: 20px; top: 20px">
<script>
  field.focus();
  const heard = [], touched = [];
  const note = event => heard.push([event.type, event.key, event.keyCode, performance.now()]);
  addEventListener("keydown", note);
  addEventListener("keyup", note);
  addEventListener("mousedown", event => touched.push([event.clientX, event.clientY]));
</script>"""

LISTED = """<!doctype html><body style="margin: 0">
<h1 id=title style="position: absolute; left: 100px; top: 50px; margin: 0">Movies &amp; more</h1>
<div style="position: absolute; top: 120px; width: 300px; height: 40px; overflow: hidden">
  <p style="margin: 0; height: 40px">shown</p><p>cut off</p></div>
<p style="position: absolute; top: 2000px">below</p><p style="visibility: hidden">unseen</p>
<p style="opacity: 0">glass</p><p hidden>hidden</p>
<button id=play aria-label="Play it" style="position: absolute; left: 40px; top: 200px;
  width: 120px; height: 40px" autofocus><b>Play</b> <i>now</i></button>
<button disabled style="position: absolute; top: 250px">Off</button>
<input type=password value=secret style="position: absolute; top: 300px">
<iframe srcdoc="<body style='margin: 0'><a href=#>inner</a>" style="position: absolute;
  left: 500px; top: 200px; border: 5px solid"></iframe>
<div id=host></div><script>
  host.attachShadow({mode: "open"}).innerHTML = "<span role=button>shadow</span>";
</script>"""

DIALOGS = """<script>
  addEventListener("beforeunload", event => event.preventDefault());
  alert("first"); window.said = [confirm("sure?"), prompt("who?")];
</script>"""

BUSY = (
    "<script>function busy(ms) { const end = Date.now() + ms; while (Date.now() < end); }</script>"
)

PLACED = """<style>body, div {margin: 0; overflow: hidden} p {position: absolute; top: 9px}</style>
<div><p>placed</div>
<div style="position: relative"><p>held</div>
<section style="position: relative; height: 100px; width: 300px">scrolled</section>"""

OTHERS = {
    "popup": "<script>function more() { open('/noting') }</script>",
    "slow": "<body style='background: red'>half",
    "cookie": "<script>document.cookie = 'seen=1; max-age=99'; localStorage.kept = 2</script>",
    "plain": "<body style='background: rgb(200, 30, 40)'>" + BUSY,
    "clobbered": "<form id=form><input name=title value='named title'><input name=id></form>",
    "placed": PLACED,
}
PAGES = {"noting": NOTING, "listed": LISTED, "dialogs": DIALOGS, **OTHERS}


class Site(BaseHTTPRequestHandler):
    """Answers /NAME with the page of that name; /locked asks for credentials."""

    def do_GET(self) -> None:
        name = self.path.strip("/")
        wanted = "Basic " + base64.b64encode(b"me:open sesame").decode()
        if name == "locked" and self.headers.get("Authorization") != wanted:
            self._answer(401, "", ("WWW-Authenticate", 'Basic realm="site"'))
        elif name == "file":
            self._answer(200, "data", ("Content-Disposition", "attachment"))
        elif name == "slow":
            self._half()
        else:
            self._answer(200 if name in PAGES else 404, PAGES.get(name, "<h1>nothing here"))

    def _answer(self, status: int, body: str, *more: tuple[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "script-src 'unsafe-inline'")
        for name, value in more:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def _half(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "9999")
        self.end_headers()
        self.wfile.write(PAGES["slow"].encode())
        self.server.ended.wait()

    def log_message(self, *_: object) -> None:
        """What is asked for is not of interest."""


class Server(ThreadingHTTPServer):
    """Serves the site until `end`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Site)
        self.ended = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{name}"

    def end(self) -> None:
        self.ended.set()
        self.shutdown()
        self.server_close()


@pytest.fixture(scope="session")
def site() -> Iterator[Server]:
    site = Server()
    yield site
    site.end()
