"""A lab whose API really runs, over a store in a folder of the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster.api.state import ApiState
from cluster.artifacts import Artifacts
from cluster.client import Client
from cluster.records import DeviceState
from cluster.store import Store
from tests.cluster.served import Campaigns, Fleet, Served, device, serving


@pytest.fixture
def results(tmp_path: Path) -> Iterator[Store]:
    """The store of the lab that is served; always SQLite, as the API does not know which it is."""
    with Store(f"sqlite:///{tmp_path / 'results.db'}") as results:
        yield results


@pytest.fixture
def fleet() -> Fleet:
    return Fleet([device("tv-1"), device("box-1", DeviceState.UNREACHABLE)])


@pytest.fixture
def state(tmp_path: Path, results: Store, fleet: Fleet) -> ApiState:
    return ApiState(results, Artifacts((tmp_path / "kept").as_uri()), fleet, Campaigns(results))


@pytest.fixture
def served(state: ApiState) -> Iterator[Served]:
    with serving(state) as served:
        yield served


@pytest.fixture
def client(served: Served) -> Iterator[Client]:
    with served.client() as client:
        yield client
