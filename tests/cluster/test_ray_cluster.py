"""The file for a cluster on premises, as Ray itself reads it."""

from pathlib import Path

import yaml
from ray.autoscaler._private.util import prepare_config, validate_config

WRITTEN = yaml.safe_load((Path(__file__).parents[2] / "ray_cluster.yaml").read_text())


def test_ray_takes_the_cluster_file():
    validate_config(prepare_config(WRITTEN))


def test_every_node_asks_the_lab_file_what_it_offers_and_shows_the_token():
    for role in ("head", "worker"):
        [start] = [c for c in WRITTEN[f"{role}_start_ray_commands"] if "ray start" in c]
        assert '--resources="$(vpt lab resources' in start
        assert '--labels="$(vpt lab labels' in start
        assert start.startswith("RAY_AUTH_MODE=token ")
