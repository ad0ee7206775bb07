"""What televisions of each make call the keys of their remote controls, by our names.

A key for which there is no name of ours goes by the one of its make.
"""

from collections.abc import Mapping
from typing import Final

Codes = Mapping[str, str]

# Sony: names of getRemoteControllerInfo, whose codes the television gives.
BRAVIA: Final[Codes] = {
    **{"UP": "Up", "DOWN": "Down", "LEFT": "Left", "RIGHT": "Right", "OK": "Confirm"},
    **{"BACK": "Return", "EXIT": "Exit", "HOME": "Home", "MENU": "Options", "INFO": "Display"},
    **{"GUIDE": "GGuide", "POWER": "TvPower", "WAKEUP": "WakeUp", "SLEEP": "Sleep"},
    **{"TV_INPUT": "Input", "SETTINGS": "ActionMenu", "VOLUME_UP": "VolumeUp"},
    **{"VOLUME_DOWN": "VolumeDown", "MUTE": "Mute", "CHANNEL_UP": "ChannelUp"},
    **{"CHANNEL_DOWN": "ChannelDown", "LAST_CHANNEL": "Jump"},
    **{f"NUM_{digit}": f"Num{digit}" for digit in range(10)},
    **{"PLAY": "Play", "PAUSE": "Pause", "STOP": "Stop", "REWIND": "Rewind"},
    **{"FAST_FORWARD": "Forward", "NEXT": "Next", "PREVIOUS": "Prev", "RECORD": "Rec"},
    **{"EJECT": "Eject", "RED": "Red", "GREEN": "Green", "YELLOW": "Yellow", "BLUE": "Blue"},
    **{"CAPTIONS": "SubTitle", "AUDIO": "Audio", "TELETEXT": "Teletext", "ENTER": "Enter"},
}

# Roku: "Keypress key values" of ECP; a Roku has one key for Info and for the options.
ROKU: Final[Codes] = {
    **{"UP": "Up", "DOWN": "Down", "LEFT": "Left", "RIGHT": "Right", "OK": "Select"},
    **{"BACK": "Back", "HOME": "Home", "MENU": "Info", "INFO": "Info"},
    **{"POWER": "Power", "WAKEUP": "PowerOn", "SLEEP": "PowerOff", "SEARCH": "Search"},
    **{"TV_INPUT": "InputTuner", "VOLUME_UP": "VolumeUp", "VOLUME_DOWN": "VolumeDown"},
    **{"MUTE": "VolumeMute", "CHANNEL_UP": "ChannelUp", "CHANNEL_DOWN": "ChannelDown"},
    **{"PLAY_PAUSE": "Play", "REWIND": "Rev", "FAST_FORWARD": "Fwd", "ENTER": "Enter"},
    **{"DEL": "Backspace"},
    **{
        name: name
        for name in (
            "InstantReplay",
            "FindRemote",
            "InputAV1",
            "InputHDMI1",
            "InputHDMI2",
            "InputHDMI3",
            "InputHDMI4",
        )
    },
}

# LG: buttons of the pointer input socket.
WEBOS: Final[Codes] = {
    **{"UP": "UP", "DOWN": "DOWN", "LEFT": "LEFT", "RIGHT": "RIGHT", "OK": "ENTER"},
    **{"BACK": "BACK", "EXIT": "EXIT", "HOME": "HOME", "MENU": "MENU", "INFO": "INFO"},
    **{"GUIDE": "GUIDE", "POWER": "POWER", "TV_INPUT": "INPUT_HUB", "SETTINGS": "QMENU"},
    **{"VOLUME_UP": "VOLUMEUP", "VOLUME_DOWN": "VOLUMEDOWN", "MUTE": "MUTE"},
    **{"CHANNEL_UP": "CHANNELUP", "CHANNEL_DOWN": "CHANNELDOWN"},
    **{f"NUM_{digit}": str(digit) for digit in range(10)},
    **{"PLAY": "PLAY", "PAUSE": "PAUSE", "STOP": "STOP", "REWIND": "REWIND"},
    **{"FAST_FORWARD": "FASTFORWARD", "RECORD": "RECORD", "RED": "RED", "GREEN": "GREEN"},
    **{"YELLOW": "YELLOW", "BLUE": "BLUE", "CAPTIONS": "CC", "AUDIO": "SAP"},
    **{"TELETEXT": "TELETEXT", "ENTER": "ENTER"},
    **{
        name: name
        for name in (
            "3D_MODE",
            "AD",
            "AMAZON",
            "ASPECT_RATIO",
            "ASTERISK",
            "DASH",
            "LIST",
            "LIVE_ZOOM",
            "MAGNIFIER_ZOOM",
            "MYAPPS",
            "NETFLIX",
            "PROGRAM",
            "RECENT",
            "SCREEN_REMOTE",
            "TEXTOPTION",
        )
    },
}

# Samsung: TVKey of the SmartView SDK.
SAMSUNG: Final[Codes] = {
    **{"UP": "KEY_UP", "DOWN": "KEY_DOWN", "LEFT": "KEY_LEFT", "RIGHT": "KEY_RIGHT"},
    **{"OK": "KEY_ENTER", "BACK": "KEY_RETURN", "EXIT": "KEY_EXIT", "HOME": "KEY_HOME"},
    **{"MENU": "KEY_MENU", "INFO": "KEY_INFO", "GUIDE": "KEY_GUIDE", "POWER": "KEY_POWER"},
    **{"WAKEUP": "KEY_POWERON", "SLEEP": "KEY_POWEROFF", "TV_INPUT": "KEY_SOURCE"},
    **{"SETTINGS": "KEY_TOOLS", "VOLUME_UP": "KEY_VOLUP", "VOLUME_DOWN": "KEY_VOLDOWN"},
    **{"MUTE": "KEY_MUTE", "CHANNEL_UP": "KEY_CHUP", "CHANNEL_DOWN": "KEY_CHDOWN"},
    **{"LAST_CHANNEL": "KEY_PRECH", **{f"NUM_{n}": f"KEY_{n}" for n in range(10)}},
    **{"PLAY": "KEY_PLAY", "PAUSE": "KEY_PAUSE", "PLAY_PAUSE": "KEY_PLAY_BACK"},
    **{"STOP": "KEY_STOP", "REWIND": "KEY_REWIND", "FAST_FORWARD": "KEY_FF"},
    **{"RECORD": "KEY_REC", "RED": "KEY_RED", "GREEN": "KEY_GREEN", "YELLOW": "KEY_YELLOW"},
    **{"BLUE": "KEY_BLUE", "CAPTIONS": "KEY_CAPTION", "AUDIO": "KEY_MTS"},
    **{"TELETEXT": "KEY_TTX_MIX", "ENTER": "KEY_ENTER"},
    **{
        name: name
        for name in (
            "KEY_AMBIENT",
            "KEY_ASPECT",
            "KEY_CH_LIST",
            "KEY_CONTENTS",
            "KEY_DTV",
            "KEY_HDMI",
            "KEY_HDMI1",
            "KEY_HDMI2",
            "KEY_HDMI3",
            "KEY_HDMI4",
            "KEY_TV",
            "KEY_PICTURE_SIZE",
            "KEY_PMODE",
            "KEY_SMODE",
            "KEY_SLEEP",
        )
    },
}

# Google: RemoteKeyCode, which are those of android.view.KeyEvent.
ANDROID: Final[Codes] = {
    **{"UP": "DPAD_UP", "DOWN": "DPAD_DOWN", "LEFT": "DPAD_LEFT", "RIGHT": "DPAD_RIGHT"},
    **{"OK": "DPAD_CENTER", "BACK": "BACK", "EXIT": "ESCAPE", "HOME": "HOME", "MENU": "MENU"},
    **{"INFO": "INFO", "GUIDE": "GUIDE", "POWER": "POWER", "WAKEUP": "WAKEUP"},
    **{"SLEEP": "SLEEP", "TV_INPUT": "TV_INPUT", "SETTINGS": "SETTINGS", "SEARCH": "SEARCH"},
    **{"VOLUME_UP": "VOLUME_UP", "VOLUME_DOWN": "VOLUME_DOWN", "MUTE": "VOLUME_MUTE"},
    **{"CHANNEL_UP": "CHANNEL_UP", "CHANNEL_DOWN": "CHANNEL_DOWN"},
    **{"LAST_CHANNEL": "LAST_CHANNEL", **{f"NUM_{digit}": str(digit) for digit in range(10)}},
    **{"PLAY": "MEDIA_PLAY", "PAUSE": "MEDIA_PAUSE", "PLAY_PAUSE": "MEDIA_PLAY_PAUSE"},
    **{"STOP": "MEDIA_STOP", "REWIND": "MEDIA_REWIND", "FAST_FORWARD": "MEDIA_FAST_FORWARD"},
    **{"NEXT": "MEDIA_NEXT", "PREVIOUS": "MEDIA_PREVIOUS", "RECORD": "MEDIA_RECORD"},
    **{"EJECT": "MEDIA_EJECT", "RED": "PROG_RED", "GREEN": "PROG_GREEN"},
    **{"YELLOW": "PROG_YELLOW", "BLUE": "PROG_BLUE", "CAPTIONS": "CAPTIONS"},
    **{"AUDIO": "MEDIA_AUDIO_TRACK", "TELETEXT": "TV_TELETEXT", "ENTER": "ENTER"},
    **{"ESCAPE": "ESCAPE", "TAB": "TAB", "SPACE": "SPACE", "DEL": "DEL"},
    **{"PAGE_UP": "PAGE_UP", "PAGE_DOWN": "PAGE_DOWN"},
}

# Apple: what pyatv calls the buttons of Companion.
APPLE: Final[Codes] = {
    **{"UP": "up", "DOWN": "down", "LEFT": "left", "RIGHT": "right", "OK": "select"},
    **{"BACK": "menu", "MENU": "menu", "HOME": "home", "GUIDE": "guide"},
    **{"SETTINGS": "control_center", "VOLUME_UP": "volume_up", "VOLUME_DOWN": "volume_down"},
    **{"CHANNEL_UP": "channel_up", "CHANNEL_DOWN": "channel_down", "PLAY": "play"},
    **{"PAUSE": "pause", "PLAY_PAUSE": "play_pause", "NEXT": "next", "PREVIOUS": "previous"},
    **{name: name for name in ("skip_forward", "skip_backward", "screensaver")},
}
