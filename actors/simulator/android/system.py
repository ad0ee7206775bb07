"""The system that the commands of the shell act on."""

from collections.abc import Callable, Sequence
from typing import Final

from actors.simulator.android.files import Files
from actors.simulator.television import Television

FOLDERS: Final = ("/data/local/tmp", "/sdcard/Download", "/sdcard/Pictures", "/system/bin")
VARIABLES: Final = {
    "EXTERNAL_STORAGE": "/sdcard",
    "HOME": "/",
    "PATH": "/system/bin",
    "SHELL": "/system/bin/sh",
    "USER": "shell",
}
IME: Final = "com.android.adbkeyboard/.AdbIME"  # which types whatever it is sent
BANNERED: Final = ("ro.product.name", "ro.product.model", "ro.product.device")


class Android:
    """The files, properties and variables of TELEVISION; RESTART starts it up again."""

    def __init__(self, television: Television, restart: Callable[[], None]) -> None:
        self.television, self.restart = television, restart
        self.variables = VARIABLES
        self.ime = IME  # the keyboard in use
        self.properties = _properties(television)
        self.files = Files()
        for folder in FOLDERS:
            self.files.make_folder(folder)
        lines = (f"{name}={value}\n" for name, value in self.properties.items())
        self.files.write("/system/build.prop", "".join(lines).encode())

    def banner(self, features: Sequence[str]) -> str:
        """Return what the device says of itself to an adb server."""
        facts = [f"{name}={self.properties[name]}" for name in BANNERED]
        return f"device::{';'.join(facts)};features={','.join(features)}"


def _properties(television: Television) -> dict[str, str]:
    return {
        "dev.bootcomplete": "1",
        "persist.sys.locale": "en-US",
        "persist.sys.timezone": "UTC",
        "ro.build.characteristics": "tv",
        "ro.build.version.release": "14",
        "ro.build.version.sdk": "34",
        "ro.product.brand": "simulated",
        "ro.product.cpu.abi": "x86_64",
        "ro.product.device": "simulated_tv",
        "ro.product.manufacturer": "Simulated",
        "ro.product.model": "Simulated_TV",
        "ro.product.name": "simulated_tv",
        "ro.serialno": television.name,
        "sys.boot_completed": "1",
    }
