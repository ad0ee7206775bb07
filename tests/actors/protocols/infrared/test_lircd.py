"""What the encoders make, heard by the real lircd, whose decoders know the same protocols."""

import pytest

from actors.protocols.infrared.pronto import read_pronto, write_pronto
from actors.protocols.infrared.protocol import Code
from actors.protocols.infrared.protocols import PROTOCOLS
from tests.lirc import NEC, receiving

REMOTE = "begin remote\n name r\n {}\n begin codes\n{}\n end codes\nend remote\n"
# what lircd calls a code, as it counts the bits; the highest first
FORMATS = {
    "nec": (
        "bits 32\n flags SPACE_ENC|CONST_LENGTH\n header 9000 4500\n one 562 1687\n"
        " zero 562 562\n ptrail 562\n repeat 9000 2250\n gap 108000",
        {Code(4, 8): 0x20DF10EF, Code(0x1234, 0x56): 0x2C486A95},
    ),
    "samsung": (
        "bits 32\n flags SPACE_ENC|CONST_LENGTH\n header 4500 4500\n one 562 1687\n"
        " zero 562 562\n ptrail 562\n gap 108000",
        {Code(7, 2): 0xE0E040BF, Code(7, 0x60): 0xE0E006F9},
    ),
    "rc5": (
        "bits 13\n flags RC5|CONST_LENGTH\n one 889 889\n zero 889 889\n plead 889\n gap 113778",
        {Code(0, 16): 0x1010, Code(5, 53): 0x1175, Code(0, 16, 1): 0x1810, Code(0, 65): 0x0001},
    ),
    "rc6": (
        "bits 21\n flags RC6|CONST_LENGTH\n header 2667 889\n one 444 444\n zero 444 444\n"
        " rc6_mask 0x10000\n gap 107000",
        {Code(0, 12): 0xFFFF3, Code(4, 92): 0xFFBA3, Code(0, 12, 1): 0xEFFF3},
    ),
    "sirc12": (
        "bits 12\n flags SPACE_ENC|CONST_LENGTH\n header 2400 600\n one 1200 600\n"
        " zero 600 600\n gap 45000",
        {Code(1, 21): 0xA90, Code(1, 18): 0x490},
    ),
}


def config(form, codes):
    names = "\n".join(f"  {name(code)} {value:#x}" for code, value in codes.items())
    return REMOTE.format(f"eps 30\n aeps 100\n {form}", names)


def name(code):
    return f"KEY_{code.address}_{code.command}_{code.toggle}"


@pytest.mark.parametrize("protocol", FORMATS)
def test_lircd_understands_what_is_encoded(protocol, tmp_path):
    form, codes = FORMATS[protocol]
    with receiving(tmp_path, config(form, codes)) as receiver:
        for code in codes:
            signal = PROTOCOLS[protocol].signal(code)
            frame = signal.once if protocol == "nec" else signal.again
            assert receiver.key(frame) == name(code)


def test_lircd_understands_what_went_through_pronto_hex(tmp_path):
    signal = read_pronto(write_pronto(PROTOCOLS["nec"].signal(Code(4, 0x40))))
    with receiving(tmp_path, NEC) as receiver:
        assert receiver.key(signal.once) == "KEY_UP"
