"""Which engine reads what, and what is said where none does."""

import unicodedata

import pytest

from actors.vision import tessdata
from actors.vision.choice import Choice, choose
from actors.vision.engines.rapid import Rapid
from actors.vision.languages import LANGUAGES, beyond_rapidocr


@pytest.fixture
def without_engine(monkeypatch):
    monkeypatch.setattr(tessdata, "find_spec", lambda _: None)


@pytest.fixture
def without_data(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)


@pytest.mark.parametrize("text", ["Settings", "Größe", "Łódź", "Où", "Sığınak", "12:45 €", "设置"])
def test_what_rapidocr_reads_needs_no_other_engine(text, without_engine):
    assert choose(text) == Choice("rapidocr")


@pytest.mark.parametrize("language", ["en", "de", "pl", "zh"])
def test_a_language_of_rapidocr_needs_no_other_engine(language, without_engine):
    assert choose("", language) == Choice("rapidocr")


@pytest.mark.parametrize(("text", "language"), [("Настройки", None), ("", "ru"), ("HDMI", "ru")])
def test_cyrillic_is_read_by_both_with_english_beside(text, language):
    assert choose(text, language) == Choice("both", ("rus", "eng"))


def test_an_engine_that_is_named_reads_alone():
    assert choose("Źródło", "pl", "tesseract") == Choice("tesseract", ("pol", "eng"))
    assert choose("Home", engine="tesseract") == Choice("tesseract", ("eng",))


@pytest.mark.parametrize(
    ("text", "language", "engine", "why"),
    [
        ("ሰላም", None, None, "no text engine here reads ETHIOPIC letters"),
        ("٣", None, None, "ARABIC-INDIC"),
        ("Настройки", None, "rapidocr", "rapidocr does not read CYRILLIC letters .'Н'"),
        ("", "ru", "rapidocr", "rapidocr does not read language 'ru'"),
        ("мәзір", "ru", None, "has no letter 'ә'"),
        ("Home ስ", "en", None, "ETHIOPIC"),
        ("Настройки", "de", None, "has no letter"),
    ],
)
def test_what_nothing_reads_is_refused_with_the_reason(text, language, engine, why):
    with pytest.raises(ValueError, match=why):
        choose(text, language, engine)


def test_without_the_engine_its_extra_is_named(without_engine):
    with pytest.raises(ValueError, match="pip install tesserocr"):
        choose("Настройки")


def test_without_its_data_the_package_of_it_is_named(without_data):
    with pytest.raises(ValueError, match="install the package tesseract-ocr-rus"):
        choose("Настройки")


def test_the_folder_that_the_environment_names_goes_first(monkeypatch, tmp_path, without_data):
    (tmp_path / "rus.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tessdata.folder_of("rus") == tmp_path
    assert tessdata.folder_of("eng") is None


def test_the_letters_of_data_are_known():
    letters = tessdata.alphabet(tessdata.folder_of("rus"), "rus")
    assert set("абвгдежзийклмнопрстуфхцчшщъыьэюя0123456789") <= letters
    assert not set("їєґһ") & letters


@pytest.mark.parametrize("letter", "ßłźőğş設カあ")
def test_what_is_said_to_be_read_by_rapidocr_is_in_its_alphabet(letter):
    assert beyond_rapidocr(letter) == ""
    assert Rapid().lacks(letter) == ""


@pytest.mark.parametrize("letter", "ЖשقกहΩ한ế")
def test_what_is_said_to_be_beyond_rapidocr_is_never_asked_of_it(letter):
    assert beyond_rapidocr(f"Home {letter}") == letter


def test_a_rare_letter_of_a_known_script_is_known_to_lack():
    rare = "\U0002a6d6"
    assert unicodedata.name(rare).startswith("CJK")
    assert Rapid().lacks(f"設{rare}") == rare


def test_no_two_languages_have_the_same_data():
    assert len({language.data for language in LANGUAGES.values()}) == len(LANGUAGES)


@pytest.mark.parametrize("letter", "ŦŧƱŊƀǿ")
def test_latin_letters_that_rapidocr_takes_for_others_are_beyond_it(letter):
    assert beyond_rapidocr(letter) == letter


@pytest.mark.parametrize("letter", "ÆœØđŁþİıěťŵșƏ")
def test_the_letters_of_european_languages_are_not(letter):
    assert beyond_rapidocr(letter) == ""


@pytest.mark.parametrize("sign", "✓►😀❤⏸")
def test_signs_that_rapidocr_does_not_read_are_known_to_lack(sign):
    assert Rapid().lacks(f"Done {sign}") == sign


@pytest.mark.parametrize("text", ["21 °C – “5 €”", "1920×1080", "★☆ ←→", "「设置」、…", "İ #$%&"])
def test_signs_that_it_reads_are_known(text):
    assert Rapid().lacks(text) == ""
