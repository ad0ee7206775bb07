"""Lines and pages of text as televisions show them, drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

Colour = tuple[int, int, int]

# Debian's fonts-dejavu, fonts-liberation, fonts-roboto-unhinted, fonts-open-sans, fonts-lato and
# fonts-noto-core; what is not on the machine is left out.
FONTS = (
    *("DejaVuSans", "DejaVuSans-Bold", "DejaVuSansCondensed", "DejaVuSerif", "DejaVuSansMono"),
    *("LiberationSans-Regular", "LiberationSans-Bold", "LiberationSansNarrow-Regular"),
    *("LiberationSerif-Regular", "Roboto-Regular", "Roboto-Medium", "OpenSans-Regular"),
    *("OpenSans-Semibold", "Lato-Regular", "NotoSans-Regular", "NotoSans-Bold"),
)
BUILT_IN = "OpenCV sans"

WORDS = {
    "en": "Settings|Network & Internet|Live TV|Recently watched|Sign in|Apps|Continue watching|"
    "My recordings|Audio language|Wi-Fi|Software update|Factory reset|Parental controls|"
    "Picture mode|Screen saver|Channel list|Subtitles|HDMI-CEC|Bluetooth devices|Sleep timer|"
    "Storage|About this TV|Accessibility|Closed captions|Search for movies and shows|Guide|"
    "Season 2, Episode 5|Add to watchlist|Press OK to continue|No signal|Jill's profile",
    "fr/es": "Réglages|Français|Être et avoir|À propos|Señal débil|Idioma español|"
    "Où regarder|Déconnexion|Contrôle parental|Configuración|Grabación|Más información|"
    "Télécommande|Chaîne précédente|Año nuevo|Qualité de l'image|Diseñado para niños",
    "de": "Größe ändern|Übertragung läuft|Sprache wählen|Fußball|Einstellungen|Löschen|"
    "Zurück|Fernsehprogramm|Bildschirmschoner|Lautstärke|Für später merken|Geräte|Öffnen|"
    "Verfügbare Netzwerke|Aufnahmen verwalten|Jugendschutz-PIN|Heute Abend|Übersicht|Straße",
    "pl": "Łódź|Ustawienia języka|Głośność|Źródło|Wyjście|Następny odcinek|Sieć i internet|"
    "Nagrania|Kontrola rodzicielska|Wróć do początku|Oglądaj później|Język ścieżki dźwiękowej|"
    "Aktualizacja oprogramowania|Żadnych urządzeń|Włącz napisy|Zaloguj się|Strona główna|Więcej",
    "ru": "Настройки|Сеть и интернет|Громкость|Язык интерфейса|Поиск фильмов|Главная|"
    "Недавно просмотренные|Субтитры|Обновление системы|Родительский контроль|Выход|Каналы|"
    "Изображение|Продолжить просмотр|Подключение к сети|Звук|О телевизоре|Спорт|Избранное",
}
LANGUAGES = ("en", "digits", "fr/es", "de", "pl", "ru")

INKS: dict[str, tuple[Colour, Colour]] = {  # ground, ink; red-green-blue
    "dark": ((20, 25, 30), (235, 235, 235)),
    "light": ((235, 230, 225), (30, 30, 30)),
    "faint": ((24, 26, 32), (130, 132, 136)),
    "black": ((0, 0, 0), (255, 255, 255)),
    "yellow": ((10, 20, 70), (250, 220, 60)),
}
LOOKS = (*INKS, "focused", "focused light", "gradient", "poster")


@dataclass(frozen=True)
class Drawn:
    """A strip of the screen with one line of TEXT in it."""

    text: str
    language: str
    look: str
    font: str
    size: int
    pixels: Pixels


@dataclass(frozen=True)
class Page:
    """A screen of 1280x720, with each text in it and its box; the FOCUSED one is among them."""

    pixels: Pixels
    texts: tuple[tuple[str, Region], ...]
    focused: str


def fonts() -> list[str]:
    """Return the names of the fonts that are there."""
    return [BUILT_IN, *(name for name in FONTS if _is_there(name))]


def lines(seed: int, count: int) -> Iterator[Drawn]:
    """Yield COUNT lines; each language and each look comes equally often."""
    random = np.random.default_rng(seed)
    for number in range(count):
        language = LANGUAGES[number % len(LANGUAGES)]
        look = LOOKS[number // len(LANGUAGES) % len(LOOKS)]
        text = _text(random, language)
        font, size = str(random.choice(fonts())), int(random.integers(16, 41))
        pixels = _strip(random, text, look=look, font=font, size=size)
        yield Drawn(text, language, look, font, size, pixels)


def page(seed: int, language: str = "en") -> Page:
    """Return a page of settings: a title, a clock, and ten rows with the state of each."""
    random = np.random.default_rng(seed)
    font = str(random.choice(fonts()))
    canvas, ink = _ground(random, "gradient", (1280, 720))
    texts = [_text(random, language) for _ in range(11)]
    drawn = [_put(canvas, texts[0], (60, 30), ink=ink, font=font, size=36)]
    drawn.append(_put(canvas, _time(random), (1120, 36), ink=ink, font=font, size=28))
    focus = int(random.integers(10))
    for number, text in enumerate(texts[1:]):
        top = 110 + 58 * number
        colour = ink
        if number == focus:
            bar, colour = _focus(random, "focused" if random.random() < 0.5 else "focused light")
            cv2.rectangle(canvas, (40, top - 10), (900, top + 42), bar, -1)
        drawn.append(_put(canvas, text, (60, top), ink=colour, font=font, size=26))
        drawn.append(_put(canvas, _number(random), (700, top + 3), ink=colour, font=font, size=22))
    return Page(_coded(random, canvas), tuple(drawn), texts[1 + focus])


def _text(random: np.random.Generator, language: str) -> str:
    return (
        _number(random) if language == "digits" else str(random.choice(WORDS[language].split("|")))
    )


def _time(random: np.random.Generator) -> str:
    return f"{random.integers(24):02}:{random.integers(60):02}"


def _number(random: np.random.Generator) -> str:
    one, two, three, four = map(int, random.integers(1, 256, 4))
    kinds: tuple[Callable[[], str], ...] = (
        lambda: _time(random),
        lambda: str(one),
        lambda: f"{one}.{two}.{three}.{four}",
        lambda: f"S{one % 20:02}E{two % 30:02}",
        lambda: f"{two % 31 + 1:02}.{three % 12 + 1:02}.2026",
        lambda: f"-{one % 90 + 10} dB",
        lambda: f"{one % 101} %",
        lambda: f"{one % 9}.{two % 10}.{three}",
        lambda: f"{one % 60},{two % 10} GB",
        lambda: f"{_time(random)} - {_time(random)}",
        lambda: f"{two * 4} MHz",
    )
    return kinds[int(random.integers(len(kinds)))]()


def _strip(random: np.random.Generator, text: str, *, look: str, font: str, size: int) -> Pixels:
    width = _width(text, font, size) + int(random.integers(60, 240))
    height = int(size * random.uniform(1.7, 3.0))
    canvas, ink = _ground(random, look, (width, height))
    _put(canvas, text, (30, (height - size) // 2), ink=ink, font=font, size=size)
    return _coded(random, canvas)


def _ground(random: np.random.Generator, look: str, size: tuple[int, int]) -> tuple[Pixels, Colour]:
    """Return what is behind the text, of SIZE, and the colour of the text."""
    width, height = size
    canvas = np.full((height, width, 3), (20, 25, 30), np.uint8)
    if look in INKS:
        canvas[:], ink = INKS[look]
        return canvas, ink
    if look == "gradient":
        ends = random.integers(10, 90, (2, 3))
        canvas[:] = np.linspace(ends[0], ends[1], width)[None]
        return canvas, (245, 245, 245)
    if look == "poster":
        coarse = random.integers(0, 130, (height // 24 + 2, width // 24 + 2, 3), dtype=np.uint8)
        canvas[:] = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
        return canvas, (255, 255, 255)
    bar, ink = _focus(random, look)
    cv2.rectangle(canvas, (8, 3), (width - 9, height - 4), bar, -1)
    return canvas, ink


def _focus(random: np.random.Generator, look: str) -> tuple[Colour, Colour]:
    if look == "focused light":
        light = int(random.integers(190, 256))
        return (light, light, light), (15, 15, 20)
    bar = random.integers(10, 110, 3)
    bar[int(random.integers(3))] = random.integers(120, 200)
    return (int(bar[0]), int(bar[1]), int(bar[2])), (255, 255, 255)


def _put(
    canvas: Pixels, text: str, at: tuple[int, int], *, ink: Colour, font: str, size: int
) -> tuple[str, Region]:
    """Write TEXT into CANVAS with its top left corner AT, and return it with its box."""
    left, top = at
    box = left, top, _width(text, font, size), size
    if font == BUILT_IN:
        cv2.putText(canvas, text, (left, top + size * 4 // 5), ink, _built_in(), size, 400)
        return text, box
    picture = Image.fromarray(canvas)
    ImageDraw.Draw(picture).text(at, text, fill=ink, font=_font(font, size))
    canvas[:] = np.asarray(picture)
    return text, box


def _width(text: str, font: str, size: int) -> int:
    if font == BUILT_IN:
        box = cv2.getTextSize((4000, 400), text, (0, 0), _built_in(), size, 400)
        return int(box[2])
    return int(_font(font, size).getlength(text))


def _coded(random: np.random.Generator, canvas: Pixels) -> Pixels:
    """Return CANVAS in blue-green-red, as a capture delivers it, or as it is."""
    picture = cv2.cvtColor(canvas, cv2.COLOR_RGB2BGR)
    quality = int(random.choice([75, 85, 95, 100]))
    if quality == 100:
        return picture
    coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"{name}.ttf", size)


@cache
def _is_there(name: str) -> bool:
    try:
        return bool(_font(name, 20))
    except OSError:
        return False


@cache
def _built_in() -> cv2.FontFace:
    return cv2.FontFace("sans")
