"""What the tests of the cluster share."""

from tests.cluster.served_fixtures import client, fleet, results, served, state
from tests.cluster.store_fixtures import store, store_url
from tests.cluster.store_servers import postgres, s3

__all__ = [
    "client",
    "fleet",
    "postgres",
    "results",
    "s3",
    "served",
    "state",
    "store",
    "store_url",
]
