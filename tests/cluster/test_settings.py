"""Where things are kept, by the environment."""

from pathlib import Path

from cluster.settings import Settings


def test_everything_is_in_the_users_home_by_default() -> None:
    settings = Settings.from_environment({})
    home = Path.home() / ".virtualpytest"
    assert settings.home == home
    assert settings.store == f"sqlite:///{home}/store.db"
    assert settings.artifacts == f"file://{home}/artifacts"
    assert settings.api_key is None


def test_another_home_moves_store_and_artifacts() -> None:
    settings = Settings.from_environment({"VPT_HOME": "/srv/lab"})
    assert settings.store == "sqlite:////srv/lab/store.db"
    assert settings.artifacts == "file:///srv/lab/artifacts"


def test_each_part_can_be_elsewhere() -> None:
    env = {"VPT_STORE": "postgresql://db/lab", "VPT_ARTIFACTS": "s3://lab", "VPT_API_KEY": "k"}
    settings = Settings.from_environment(env)
    assert (settings.store, settings.artifacts) == ("postgresql://db/lab", "s3://lab")
    assert settings.api_key == "k"


def test_an_empty_variable_counts_as_unset() -> None:
    empty = dict.fromkeys(("VPT_HOME", "VPT_STORE", "VPT_ARTIFACTS", "VPT_API_KEY"), "")
    assert Settings.from_environment(empty) == Settings.from_environment({})


def test_a_home_below_the_working_folder_is_made_absolute() -> None:
    assert Settings.from_environment({"VPT_HOME": "lab"}).home == Path.cwd() / "lab"


def test_secrets_are_not_shown() -> None:
    env = {"VPT_STORE": "postgresql://u:secret@db/lab", "VPT_API_KEY": "secret"}
    assert "secret" not in repr(Settings.from_environment(env))
