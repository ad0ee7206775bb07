"""Messages to and from a device that speaks MQTT, through a broker, each within its time."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from actors.errors import DriverError, TookTooLong

if TYPE_CHECKING:
    from paho.mqtt.client import Client
    from paho.mqtt.reasoncodes import ReasonCode

    from actors.driver import Driver

KEEPALIVE = 15  # seconds without a word after which the broker is asked whether it is there


@dataclass(frozen=True)
class Broker:
    """Where a broker is, and who asks it; an empty user is nobody."""

    host: str
    port: int
    user: str = ""
    password: str = ""


@dataclass(frozen=True)
class Presence:
    """The TOPIC that says HERE while a device is connected: its last will says something else."""

    topic: str
    here: str


@dataclass(frozen=True)
class Message:
    """What was published."""

    topic: str
    text: str


READY = None  # what is in the inbox once every topic is subscribed to
Inbox = SimpleQueue[Message | DriverError | None]


class MqttLink:
    """The connection of DRIVER to BROKER, kept open.

    timeout: seconds for the connection, and for an answer.
    One thread may use it.  Methods raise Unreachable, also for a device of which the broker
    says that it has gone, TookTooLong, and Refused where the broker does not let it in.
    """

    def __init__(self, driver: Driver[Any], broker: Broker, timeout: float) -> None:
        self._driver, self._broker, self._timeout = driver, broker, timeout
        self._presence = Presence("", "")
        self._topics: tuple[str, ...] = ()
        self._client: Client | None = None
        self._inbox: Inbox = SimpleQueue()
        self._said: str | None = None  # by the presence

    def listen(self, presence: Presence, *topics: str) -> None:
        """Read TOPICS and the PRESENCE of the device, from when it is next opened."""
        self._presence, self._topics = presence, (presence.topic, *topics)

    def open(self) -> None:
        """Connect anew, and wait until the broker has taken the subscriptions."""
        self.close()
        deadline = time.monotonic() + self._timeout
        self._client = self._connected(SimpleQueue())
        try:
            while self._next(deadline) is not READY:
                pass
        except DriverError:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection up."""
        client, self._client = self._client, None
        if client:
            client.disconnect()
            client.loop_stop()

    def send(self, topic: str, text: str) -> None:
        """Publish TEXT, which is not kept: what a broker or a device misses comes to nothing.

        A command that is delivered later, when they are back, would be no help but a surprise.
        """
        self._publish(self._live(), topic, text)

    def ask(self, topic: str, text: str, answers: Callable[[Message], bool]) -> Message:
        """Publish TEXT, and return the first message from then on that ANSWERS it."""
        deadline = time.monotonic() + self._timeout
        self._publish(self._live(), topic, text)
        try:
            while (message := self._next(deadline)) is READY or not answers(message):
                pass
        except TookTooLong as late:
            raise self._unheard(late) from late
        return message

    def _connected(self, inbox: Inbox) -> Client:
        from paho.mqtt.client import Client
        from paho.mqtt.enums import CallbackAPIVersion

        self._inbox, self._said = inbox, None
        client = Client(CallbackAPIVersion.VERSION2, reconnect_on_failure=False)
        client.connect_timeout = self._timeout
        client.on_socket_open = _without_delay
        if self._broker.user:
            client.username_pw_set(self._broker.user, self._broker.password)
        self._listen(client, inbox)
        with self._driver.explained(self._timeout):
            client.connect(self._broker.host, self._broker.port, KEEPALIVE)
        client.loop_start()
        return client

    def _listen(self, client: Client, inbox: Inbox) -> None:
        """Put into INBOX what happens to CLIENT, as its own thread tells."""

        # none of them holds CLIENT, which closes all that it has open when nobody holds it
        def connected(one: Client, _: Any, __: Any, code: ReasonCode, ___: Any) -> None:
            if code.is_failure:
                inbox.put(self._driver.refused(f"the broker says: {code}"))
            else:
                one.subscribe([(topic, 0) for topic in self._topics])

        def subscribed(_: Client, __: Any, ___: int, codes: list[ReasonCode], ____: Any) -> None:
            refused = any(code.is_failure for code in codes)
            what = f"the broker does not let it read {', '.join(self._topics)}"
            inbox.put(self._driver.refused(what) if refused else READY)

        def parted(_: Client, __: Any, ___: Any, code: ReasonCode, ____: Any) -> None:
            inbox.put(self._driver.unreachable(f"the broker ended the connection: {code}"))

        client.on_connect, client.on_subscribe, client.on_disconnect = connected, subscribed, parted
        client.on_message = lambda _, __, message: inbox.put(
            Message(message.topic, message.payload.decode(errors="replace"))
        )

    def _live(self) -> Client:
        """Return the client, connected anew where that has ended, once all that came is read."""
        try:
            while self._client is not None:
                self._take(self._inbox.get_nowait())
        except (Empty, DriverError):
            pass
        if self._client is None:
            self.open()
        assert self._client is not None
        if self._is_gone():
            raise self._gone()
        return self._client

    def _publish(self, client: Client, topic: str, text: str) -> None:
        if client.publish(topic, text, qos=0).rc:
            self.close()
            raise self._driver.unreachable("the connection to the broker is lost")

    def _next(self, deadline: float) -> Message | None:
        """Return what comes next.  Raises DriverError."""
        try:
            event = self._inbox.get(timeout=max(0.0, deadline - time.monotonic()))
        except Empty:
            raise self._driver.late(self._timeout) from None
        message = self._take(event)
        if message and message.topic == self._presence.topic and self._is_gone():
            raise self._gone()
        return message

    def _take(self, event: Message | DriverError | None) -> Message | None:
        if isinstance(event, DriverError):
            self.close()
            raise event
        if event and event.topic == self._presence.topic:
            self._said = event.text
        return event

    def _is_gone(self) -> bool:
        return self._said not in (None, self._presence.here)

    def _gone(self) -> DriverError:
        return self._driver.unreachable(f"the broker says that it is {self._said!r}")

    def _unheard(self, late: TookTooLong) -> TookTooLong:
        if self._said is not None:
            return late
        hint = f"{late.reason}; the broker has heard nothing of it at {self._presence.topic}"
        return TookTooLong(late.driver, late.source, hint)


def _without_delay(_: Client, __: Any, connection: Any) -> None:
    """Let a question go out although the command before it is not yet acknowledged."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
