"""`/usr/bin/python3 rtsp_server.py PIPELINE [PROTOCOL [USER PASSWORD]]`: a GStreamer RTSP server.

It prints its port, and serves PIPELINE at /tv, over TCP or UDP alone where PROTOCOL says so.
Debian's own Python runs it, as the bindings of GStreamer are no package of PyPI.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

PROTOCOLS = {
    "any": GstRtsp.RTSPLowerTrans.TCP | GstRtsp.RTSPLowerTrans.UDP,
    "tcp": GstRtsp.RTSPLowerTrans.TCP,
    "udp": GstRtsp.RTSPLowerTrans.UDP,
}


def main(pipeline: str, protocol: str = "any", *login: str) -> None:
    Gst.init(None)
    server = GstRtspServer.RTSPServer(address="127.0.0.1", service="0")
    factory = GstRtspServer.RTSPMediaFactory(shared=True)
    factory.set_launch(pipeline)
    factory.set_latency(0)
    factory.set_protocols(PROTOCOLS[protocol])
    if login:
        protect(server, factory, *login)
    server.get_mount_points().add_factory("/tv", factory)
    server.attach(None)
    print(server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


def protect(server, factory, user: str, password: str) -> None:
    """Let in who knows PASSWORD, and tell all others so (401)."""
    auth, token = GstRtspServer.RTSPAuth(), GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_digest(user, password, token)
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    for right in ("media.factory.access", "media.factory.construct"):
        permissions.add_permission_for_role("viewer", right, True)
    factory.set_permissions(permissions)


if __name__ == "__main__":
    main(*sys.argv[1:])
