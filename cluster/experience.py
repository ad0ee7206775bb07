"""What the store knows of how the edges of a map go on the devices of a model."""

from actors.maps import AppMap
from cluster.store import Store
from navigation.estimates import Estimates
from navigation.learned import Learned
from navigation.lesson import learn

NEWEST = 5000  # tries; at a few hundred in a campaign, those of some weeks


def learned(store: Store, map: AppMap, model: str, *, now: float) -> Learned:
    """Return what the newest tries of the edges of MAP on MODEL have shown by the time NOW (Unix).

    What a clock that was ahead dates later would make all else look old, and is left out.
    Raises StoreError.
    """
    estimates = Estimates()
    for tried in store.hops(map.name, model=model, limit=NEWEST):
        hop = tried.hop.on(map)
        if hop is not None and hop.ended <= now:
            learn(estimates, map, hop)
    estimates.age(now)
    return estimates.learned()
