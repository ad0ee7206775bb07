"""`/usr/bin/python3 rtsp_camera.py`: serves timed pictures over RTSP, and prints the port.

Debian's own Python runs it, as the bindings of GStreamer are no package of PyPI.
"""

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402
from timecode import FPS, HEIGHT, WIDTH, Film  # noqa: E402

FORM = f"video/x-raw,format=I420,width={WIDTH},height={HEIGHT},framerate={FPS}/1"
PIPELINE = f"""( appsrc name=film is-live=true do-timestamp=true format=time caps={FORM}
    ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max={FPS} bitrate=4000
    ! rtph264pay name=pay0 pt=96 config-interval=1 )"""


def main() -> None:
    Gst.init(None)
    server = GstRtspServer.RTSPServer(address="127.0.0.1", service="0")
    factory = GstRtspServer.RTSPMediaFactory(shared=True)
    factory.set_launch(PIPELINE)
    factory.set_latency(0)
    factory.connect("media-configure", shoot, Film())
    server.get_mount_points().add_factory("/tv", factory)
    server.attach(None)
    print(server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


def shoot(_, media, film: Film) -> None:
    """Feed MEDIA for as long as it takes pictures."""
    source, number = media.get_element().get_by_name("film"), iter(range(1 << 40))

    def push() -> bool:
        picture = Gst.Buffer.new_wrapped(film.picture(next(number)))
        return source.emit("push-buffer", picture) == Gst.FlowReturn.OK

    GLib.timeout_add(1000 // FPS, push)


if __name__ == "__main__":
    main()
