"""What the tests of the cluster share."""

from tests.cluster.ray_fixtures import archive, home, lab, ray_cluster, write
from tests.cluster.served_fixtures import client, fleet, results, served, state
from tests.cluster.store_fixtures import store, store_url
from tests.cluster.store_servers import postgres, s3
from tests.cluster.validation_fixtures import planned

__all__ = [
    "archive",
    "client",
    "fleet",
    "home",
    "lab",
    "planned",
    "postgres",
    "ray_cluster",
    "results",
    "s3",
    "served",
    "state",
    "store",
    "store_url",
    "write",
]
