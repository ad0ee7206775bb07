"""What the tests of the dashboard share: a lab whose API really runs, and ways to look at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from cluster.api.state import ApiState
from cluster.artifacts import Artifacts
from cluster.store import Store
from tests.cluster.served import Served, serving
from tests.dashboard.lab import Campaigns, Fleet, fill

APP = Path(dashboard.__file__).parent / "app.py"
Look = Callable[..., AppTest]


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A lab with an execution that has ended, and one that runs; tests only look at it."""
    folder = tmp_path_factory.mktemp("lab")
    with Store(f"sqlite:///{folder / 'store.db'}") as store:
        artifacts = Artifacts((folder / "artifacts").as_uri())
        fill(store, artifacts)
        with serving(ApiState(store, artifacts, Fleet(), Campaigns(store))) as served:
            yield served


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[ApiState]:
    """A lab without devices and campaigns, where nothing was run."""
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        yield ApiState(store, Artifacts("memory://"), Fleet([]), Campaigns(store, ()))


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Look:
    """Return a function that opens a page of the dashboard of the API at a URL."""

    def look(url: str, page: str = "overview", **address: object) -> AppTest:
        monkeypatch.setenv("VPT_API_URL", url)
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = str(value)
        if page != "overview":
            app.switch_page(f"views/{page}.py")
        return app.run()

    return look
