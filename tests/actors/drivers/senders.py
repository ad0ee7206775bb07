"""Programs that send picture and sound as devices do: ffmpeg, and a GStreamer RTSP server."""

import signal
import subprocess
from pathlib import Path

QUICK = ("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "10")
SOUND = ("-c:a", "mp2", "-ar", "48000")
RTSP = Path(__file__).with_name("rtsp_server.py")
PIPELINE = """( videotestsrc is-live=true pattern=ball
    ! video/x-raw,width=320,height=180,framerate=25/1
    ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10
    ! rtph264pay name=pay0 pt=96 config-interval=1
    audiotestsrc is-live=true freq=440 ! audio/x-raw,rate=48000,channels=2
    ! voaacenc ! rtpmp4apay name=pay1 pt=97 )"""


class Program:
    """A program that runs until its end; `hold` pulls the cable, and `go_on` puts it back."""

    def __init__(self, *command: str | Path) -> None:
        quiet = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **quiet)

    def line(self) -> str:
        """Return the next line that it prints."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def hold(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


def ffmpeg(*output: str | Path, picture: str = "testsrc2=size=320x180:rate=25") -> list[str | Path]:
    """Return the command that sends PICTURE and a tone of 440 Hz in the time that they play."""
    sound = "sine=frequency=440:sample_rate=48000"
    inputs = ("-re", "-f", "lavfi", "-i", picture, "-re", "-f", "lavfi", "-i", sound)
    return ["ffmpeg", "-loglevel", "quiet", "-y", *inputs, *output]


def mpegts(url: str, *more: str, **inputs: str) -> list[str | Path]:
    """Return the command that sends MPEG-TS to URL."""
    return ffmpeg(*QUICK, *SOUND, *more, "-f", "mpegts", "-flush_packets", "1", url, **inputs)


def rtsp(*protocol_and_login: str) -> list[str | Path]:
    """Return the command of a server that prints its port."""
    return ["/usr/bin/python3", RTSP, PIPELINE, *protocol_and_login]
