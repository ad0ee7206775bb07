"""Keys as Appium sends them: keycodes to Android, names of buttons to iOS and tvOS."""

from collections.abc import Mapping

# android.view.KeyEvent, KEYCODE_…
ANDROID: Mapping[str, int] = {
    "HOME": 3, "BACK": 4, **{f"NUM_{digit}": 7 + digit for digit in range(10)}, "UP": 19,
    "DOWN": 20, "LEFT": 21, "RIGHT": 22, "OK": 23, "VOLUME_UP": 24, "VOLUME_DOWN": 25,
    "POWER": 26, "TAB": 61, "SPACE": 62, "ENTER": 66, "DEL": 67, "MENU": 82, "SEARCH": 84,
    "PLAY_PAUSE": 85, "STOP": 86, "NEXT": 87, "PREVIOUS": 88, "REWIND": 89, "FAST_FORWARD": 90,
    "PAGE_UP": 92, "PAGE_DOWN": 93, "ESCAPE": 111, "PLAY": 126, "PAUSE": 127, "EJECT": 129,
    "RECORD": 130, "MUTE": 164, "INFO": 165, "CHANNEL_UP": 166, "CHANNEL_DOWN": 167,
    "GUIDE": 172, "CAPTIONS": 175, "SETTINGS": 176, "TV_INPUT": 178, "RED": 183, "GREEN": 184,
    "YELLOW": 185, "BLUE": 186, "SLEEP": 223, "WAKEUP": 224, "LAST_CHANNEL": 229,
}  # fmt: skip

# The XCUITest driver's `mobile: pressButton`; all but the volume are those of tvOS.
IOS: Mapping[str, str] = {
    "HOME": "home", "VOLUME_UP": "volumeup", "VOLUME_DOWN": "volumedown", "UP": "up",
    "DOWN": "down", "LEFT": "left", "RIGHT": "right", "OK": "select", "MENU": "menu",
    "BACK": "menu", "PLAY_PAUSE": "playpause",
}  # fmt: skip
