"""What was asked, as it is kept: without the pictures, and enough to ask it again."""

import pickle

from pydantic import TypeAdapter

from actors.asked import Asked
from actors.parse import AnyCheck
from actors.reference import Picture
from tests.actors.devices import DEMO, HOME

REFERENCE = (DEMO / "references" / "home.png").read_bytes()
DIGEST = Picture("home.png", REFERENCE).digest
read = TypeAdapter(AnyCheck).validate_python


def check(written):
    return read(written, context={"folder": DEMO})


def test_a_check_is_kept_as_it_is_written_with_digests_for_pictures():
    asked = Asked.of(check(HOME), (1280, 720))
    assert asked.check["image"]["reference"] == f"home.png {DIGEST}"
    assert asked.references == (DIGEST,)
    assert (asked.kind, asked.size) == ("image", (1280, 720))
    assert asked.text == "image home.png in [40, 16, 240, 84]"


def test_a_check_without_pictures_has_no_references():
    asked = Asked.of(check({"text": "Home"}), None)
    assert (asked.check["text"]["expected"], asked.references) == ("Home", ())


def test_what_was_waited_for_is_kept_and_told():
    asked = Asked.of(check({"text": "Home"}), None, until="gone")
    assert (asked.until, asked.text) == ("gone", "text 'Home' until gone")
    older = asked.model_dump(exclude={"until"})
    assert Asked.model_validate(older).until == "holds"


def test_what_is_sent_is_small_and_what_is_written_comes_back():
    asked = Asked.of(check(HOME), None)
    assert len(pickle.dumps(asked)) < 1000
    assert Asked.model_validate_json(asked.model_dump_json()) == asked


def test_it_can_be_asked_again_from_what_is_kept():
    asked = Asked.of(check(HOME), None)
    kept = {f"home.png {DIGEST}": Picture("home.png", REFERENCE)}
    assert read(asked.check, context={"kept": kept.get}) == check(HOME)
