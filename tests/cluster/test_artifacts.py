"""Pictures in a folder, in memory and in a real S3 server."""

import pickle
from pathlib import Path

import pytest

from cluster.artifacts import (
    ArtifactError,
    Artifacts,
    ArtifactsUnreachable,
    BadKey,
    MissingArtifact,
)
from tests.cluster.store_servers import ACCESS, S3


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ACCESS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(params=["file", "memory", "s3"])
def artifacts(request: pytest.FixtureRequest, tmp_path: Path) -> Artifacts:
    if request.param == "file":
        return Artifacts((tmp_path / "a folder" / "below").as_uri())
    if request.param == "memory":
        return Artifacts("memory://")
    request.getfixturevalue("credentials")
    endpoint = request.getfixturevalue("s3").endpoint
    return Artifacts(f"s3://lab/{tmp_path.name}?endpoint={endpoint}")


def test_what_is_put_can_be_got(artifacts: Artifacts) -> None:
    content = bytes(range(256)) * 400
    artifacts.put("12/3/1/0.jpg", content)
    assert artifacts.get("12/3/1/0.jpg") == content
    assert artifacts.exists("12/3/1/0.jpg")


def test_putting_again_replaces(artifacts: Artifacts) -> None:
    artifacts.put("a", b"first")
    artifacts.put("a", b"")
    assert artifacts.get("a") == b""


def test_what_is_missing_is_said_by_its_key(artifacts: Artifacts) -> None:
    artifacts.put("12/0.jpg", b"")
    assert not artifacts.exists("12/1.jpg")
    with pytest.raises(MissingArtifact, match=r"nothing is kept under '12/1\.jpg'"):
        artifacts.get("12/1.jpg")


def test_keys_are_listed_by_whole_names(artifacts: Artifacts) -> None:
    for key in ("2/1.jpg", "12/1.jpg", "1/2/0.jpg", "1/1.jpg"):
        artifacts.put(key, b"")
    assert artifacts.keys("1") == ["1/1.jpg", "1/2/0.jpg"]
    assert artifacts.keys() == ["1/1.jpg", "1/2/0.jpg", "12/1.jpg", "2/1.jpg"]
    assert artifacts.keys("3") == []


BAD_KEYS = [
    "",
    "/etc/passwd",
    "../x",
    "1/../../x",
    "1//2",
    "1/",
    ".",
    "a\\b",
    "a\0",
    "a\n",
    "%2e/x",
]


@pytest.mark.parametrize("key", BAD_KEYS)
def test_a_key_cannot_lead_elsewhere(key: str, tmp_path: Path) -> None:
    artifacts = Artifacts((tmp_path / "in").as_uri())
    (tmp_path / "x").write_text("private")
    for use in (artifacts.get, artifacts.exists, lambda bad: artifacts.put(bad, b"")):
        with pytest.raises(BadKey, match="is not a key"):
            use(key)
    assert artifacts.keys() == []


def test_a_file_appears_as_a_whole(tmp_path: Path) -> None:
    artifacts = Artifacts(tmp_path.as_uri())
    artifacts.put("a/0.jpg", b"old")
    with (tmp_path / "a/0.jpg").open("rb") as reader:
        artifacts.put("a/0.jpg", b"new")
        assert reader.read() == b"old"
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["0.jpg"]


@pytest.mark.parametrize(
    "url", ["", "folder", "ftp://x/y", "file://relative/x", "s3:///x", "s3://key:secret@lab"]
)
def test_another_url_is_no_place_for_artifacts(url: str) -> None:
    with pytest.raises(ArtifactError, match="not a place for artifacts") as caught:
        Artifacts(url)
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArtifactError, match=r"file/below: Not a directory \(os error 20\)$"):
        Artifacts((tmp_path / "file/below").as_uri())


@pytest.mark.usefixtures("credentials")
@pytest.mark.parametrize("name", ACCESS)
def test_wrong_credentials_are_refused(s3: S3, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "wrong")
    artifacts = Artifacts(f"s3://lab?endpoint={s3.endpoint}")
    with pytest.raises(ArtifactError, match=f"credentials in .*{name}.* are refused") as caught:
        artifacts.put("a", b"")
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("credentials")
def test_a_bucket_that_is_not_there_is_no_missing_picture(s3: S3) -> None:
    artifacts = Artifacts(f"s3://nobody?endpoint={s3.endpoint}")
    with pytest.raises(ArtifactError, match="there is no such bucket"):
        artifacts.get("a")


@pytest.mark.usefixtures("credentials")
def test_a_server_that_is_not_there_can_be_tried_again() -> None:
    artifacts = Artifacts("s3://lab?endpoint=http://127.0.0.1:1&region=eu-west-1")
    with pytest.raises(ArtifactsUnreachable, match=r"no answer from the server$"):
        artifacts.get("a")


@pytest.mark.parametrize("kind", [ArtifactError, BadKey, MissingArtifact, ArtifactsUnreachable])
def test_errors_survive_pickling(kind: type[ArtifactError]) -> None:
    copy = pickle.loads(pickle.dumps(kind("s3://lab", "gone")))
    assert type(copy) is kind
    assert (copy.url, copy.reason, str(copy)) == ("s3://lab", "gone", "artifacts s3://lab: gone")
