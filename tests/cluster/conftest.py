"""What the tests of the cluster share."""

from tests.actors.conftest import adb_server, background, simulator
from tests.cluster.ray_fixtures import archive, home, lab, ray_cluster, write
from tests.cluster.served_fixtures import client, fleet, results, served, state
from tests.cluster.store_fixtures import store, store_url
from tests.cluster.store_servers import postgres, s3

__all__ = [
    "adb_server",
    "archive",
    "background",
    "client",
    "fleet",
    "home",
    "lab",
    "postgres",
    "ray_cluster",
    "results",
    "s3",
    "served",
    "simulator",
    "state",
    "store",
    "store_url",
    "write",
]
