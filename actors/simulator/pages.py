"""The interface that simulated televisions have unless they are given another."""

from typing import Final

from actors.simulator.channels import CHANNELS
from actors.simulator.interface import LAUNCHER, App, Entry, Interface, Page, Row


def _rows(*entries: Entry) -> tuple[Row, ...]:
    return tuple(Row((entry,)) for entry in entries)


def _app(name: str, icon: str, colour: str, *lines: tuple[str, str]) -> Page:
    entries = (Entry(title, value=value) for title, value in lines)
    return Page(
        name.lower(),
        "list",
        name,
        "apps",
        f"tv.simulated.{name.lower()}",
        _rows(*entries),
        icon=icon,
        colour=colour,
    )


def _setting(name: str, colour: str, *entries: Entry, parent: str = "settings") -> Page:
    return Page(
        name.lower(),
        "list",
        name,
        parent,
        "tv.simulated.settings",
        _rows(*entries),
        icon=name.lower(),
        colour=colour,
    )


_APPS: Final = (
    _app(
        "Weather",
        "sun",
        "#2f80ed",
        ("Today", "21 °C, sunny"),
        ("Tomorrow", "18 °C, clouds"),
        ("Saturday", "16 °C, rain"),
        ("Sunday", "19 °C, windy"),
    ),
    _app(
        "Music",
        "note",
        "#d6336c",
        ("Morning Light", "3:42"),
        ("Northbound", "4:05"),
        ("Paper Boats", "2:58"),
        ("Slow Orbit", "5:11"),
    ),
    _app("Photos", "photo", "#0ca678", ("Mountains", "128"), ("Family", "342"), ("Lisbon", "76")),
    _app(
        "News",
        "news",
        "#e8590c",
        ("Top stories", "12"),
        ("World", "31"),
        ("Science", "9"),
        ("Culture", "17"),
    ),
    _app(
        "Games",
        "pad",
        "#7048e8",
        ("Block Drop", "Level 7"),
        ("Space Race", "Level 2"),
        ("Chess", "Your move"),
    ),
    _app("Radio", "radio", "#c2255c", ("Jazz 24", "98.1"), ("Classic", "101.7"), ("Talk", "88.4")),
    _app("Store", "bag", "#2b8a3e", ("Updates", "None"), ("Installed", "10"), ("Popular", "50")),
)

_SYSTEM_ENTRIES: Final = (
    Entry("Live TV", opens="live", icon="live", colour="#e03131"),
    Entry("Search", opens="search", icon="search", colour="#1098ad"),
    Entry("Settings", opens="settings", icon="settings", colour="#5c6b85"),
)
_APP_ENTRIES: Final = tuple(
    Entry(page.title, opens=page.name, icon=page.icon, colour=page.colour) for page in _APPS
)
_CHANNEL_ENTRIES: Final = tuple(
    Entry(each.name, channel=each.number, colour=each.colours[1], value=str(each.number))
    for each in CHANNELS
)

_HOME: Final = Page(
    "home",
    "home",
    "Home",
    icon="home",
    start=(1, 0),
    rows=(
        Row(
            (
                Entry("Search", opens="search", icon="search"),
                Entry("Live TV", opens="live", icon="live"),
                Entry("Apps", opens="apps", icon="apps"),
                Entry("Settings", opens="settings", icon="settings"),
            )
        ),
        Row(
            tuple(
                Entry(each.programme, channel=each.number, value=each.name, colour=each.colours[1])
                for each in CHANNELS[1:12:3]
            ),
            "On now",
        ),
        Row(_CHANNEL_ENTRIES[:6], "Channels"),
        Row(_APP_ENTRIES, "Your apps"),
    ),
)

_SETTINGS: Final = (
    _setting(
        "Settings",
        "#4c6ef5",
        Entry("Network", opens="network", value="Connected", icon="network"),
        Entry("Display", opens="display", value="720p", icon="display"),
        Entry("Sound", opens="sound", value="Stereo", icon="sound"),
        Entry("Language", value="English", icon="language"),
        Entry("About", opens="about", icon="about"),
        parent="home",
    ),
    _setting(
        "Network",
        "#1c9c8f",
        Entry("Wi-Fi", opens="wi-fi", value="Lab 5 GHz"),
        Entry("Ethernet", value="Not connected"),
        Entry("Proxy", value="None"),
        Entry("Private DNS", value="Automatic"),
    ),
    _setting(
        "Wi-Fi",
        "#2f9e44",
        Entry("Lab 5 GHz", value="Connected"),
        Entry("Lab 2.4 GHz", value="Saved"),
        Entry("Guest", value="Open"),
        Entry("Add a network"),
        parent="network",
    ),
    _setting(
        "Display",
        "#ae3ec9",
        Entry("Resolution", value="1280 x 720"),
        Entry("Refresh rate", value="50 Hz"),
        Entry("Brightness", value="80 %"),
        Entry("Colour", value="Natural"),
    ),
    _setting(
        "Sound",
        "#f08c00",
        Entry("Output", value="HDMI"),
        Entry("Mode", value="Stereo"),
        Entry("Key clicks", value="Off"),
        Entry("Night mode", value="Off"),
    ),
    _setting(
        "About",
        "#1c7ed6",
        Entry("Name: {device}"),
        Entry("Model: Simulated TV"),
        Entry("Software: 4.2.1"),
        Entry("Build: 2204"),
        Entry("Memory: 2 GB"),
    ),
)

_OTHERS: Final = (
    Page("live", "player", "Live TV", package="tv.simulated.live", icon="live"),
    Page(
        "apps",
        "grid",
        "Apps",
        icon="apps",
        colour="#9775fa",
        rows=(Row(_SYSTEM_ENTRIES + _APP_ENTRIES[:2]), Row(_APP_ENTRIES[2:])),
    ),
    Page(
        "search",
        "search",
        "Search",
        package="tv.simulated.search",
        icon="search",
        colour="#22b8cf",
        findable=(*_SYSTEM_ENTRIES, *_APP_ENTRIES, *_CHANNEL_ENTRIES),
    ),
)

PAGES: Final = {page.name: page for page in (_HOME, *_SETTINGS, *_OTHERS, *_APPS)}

INSTALLED: Final = (
    App(LAUNCHER, "Launcher", "home"),
    *(App(PAGES[name].package, PAGES[name].title, name)
      for name in ("live", "search", "settings", *(page.name for page in _APPS))),
)  # fmt: skip

BUILT_IN: Final = Interface(PAGES, INSTALLED)
