"""The answer to a VNC server's challenge."""

from actors.protocols.rfb.handshake import response


def test_only_eight_bytes_of_a_password_count():
    assert response(bytes(16), "12345678") == response(bytes(16), "123456789")
    assert response(bytes(16), "1234567") != response(bytes(16), "12345678")
