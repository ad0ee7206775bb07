"""What an Android TV answers to a client that pairs: Google's polo protocol over TLS.

Written from the messages that androidtvremote2 defines (polo.proto), and for the secret from
Google's google-tv-pairing-protocol (PoloChallengeResponse): SHA-256 of both keys and the code.
"""

import asyncio
import hashlib
import ssl
from pathlib import Path
from typing import Any

from androidtvremote2.polo_pb2 import OuterMessage
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from tests.served import Background
from tests.tv.android import receive, send
from tests.tv.certificate import write_certificate

NONCE = "c0de"  # the last four signs of the code; the first two are of the secret


class PairingTv:
    """Takes one client, whose certificate it reads from the file CLIENT once that is there.

    A server of Python's ssl cannot be shown a certificate that it does not know already.
    """

    def __init__(self, folder: Path, client: Path) -> None:
        self._client = client
        self._own, key = write_certificate(folder)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self._own, key)
        self.paired = False
        self._background = Background()
        self._server = self._background.run(
            asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=tls)
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def code(self) -> str:
        """Return what it shows on its screen."""
        return f"{self._secret()[0]:02X}{NONCE}"

    def end(self) -> None:
        self._background.loop.call_soon_threadsafe(self._server.close)
        self._background.end()

    def _secret(self) -> bytes:
        digest = hashlib.sha256()
        for file in (self._client, self._own):
            key = x509.load_pem_x509_certificate(file.read_bytes()).public_key()
            assert isinstance(key, RSAPublicKey)
            numbers = key.public_numbers()
            digest.update(numbers.n.to_bytes(256, "big") + numbers.e.to_bytes(3, "big"))
        digest.update(bytes.fromhex(NONCE))
        return digest.digest()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                await send(writer, self._answer(await receive(reader, OuterMessage)))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer(self, asked: Any) -> Any:
        answer = OuterMessage(protocol_version=2, status=OuterMessage.STATUS_OK)
        if asked.HasField("pairing_request"):
            answer.pairing_request_ack.server_name = "SHIELD Android TV"
        elif asked.HasField("options"):
            answer.options.CopyFrom(asked.options)
        elif asked.HasField("configuration"):
            answer.configuration_ack.SetInParent()
        elif asked.secret.secret == self._secret():
            self.paired = True
            answer.secret_ack.secret = self._secret()
        else:
            answer.status = OuterMessage.STATUS_BAD_SECRET
        return answer
