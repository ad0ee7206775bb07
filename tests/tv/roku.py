"""The public emulated-roku, with the state of its power as ECP documents it.

It answers any key and any app, and has no exit-app, as devices had none before Roku OS 13.
"""

from emulated_roku import EmulatedRokuCommandHandler, EmulatedRokuServer

from tests.served import Background, free_port


class RokuTv(EmulatedRokuCommandHandler):
    """heard: each key with what was done to it, such as ("keypress", "Up")."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.app = ""
        self.port = free_port()
        self._background = Background()
        self.start()

    @property
    def is_on(self) -> bool:
        return "<power-mode>PowerOn<" in self._server.device_info

    def start(self) -> None:
        self._server = EmulatedRokuServer(
            self._background.loop, self, "tv-1", "127.0.0.1", self.port
        )
        self._background.run(self._server.start())

    def stop(self) -> None:
        self._background.run(self._server.close())

    def end(self) -> None:
        self.stop()
        self._background.end()

    def on_keypress(self, _: str, key: str) -> None:
        self.heard.append(("keypress", key))
        if key in ("PowerOn", "PowerOff"):
            now, then = ("Headless", "PowerOn") if key == "PowerOn" else ("PowerOn", "Headless")
            self._server.device_info = self._server.device_info.replace(now, then)

    def on_keydown(self, _: str, key: str) -> None:
        self.heard.append(("keydown", key))

    def on_keyup(self, _: str, key: str) -> None:
        self.heard.append(("keyup", key))

    def launch(self, _: str, app_id: str) -> None:
        self.app = app_id
