import numpy as np
import pytest

from actors.simulator.channels import CHANNELS

RATE = 8000


@pytest.fixture
def playing(tv, clock):
    tv.launch("tv.simulated.live")
    clock.wait(1)
    return tv


def loudest_tones(samples) -> set[int]:
    spectrum = np.abs(np.fft.rfft(samples))
    return set(np.argsort(spectrum)[-3:].tolist())


def test_each_channel_plays_its_own_chord(playing, clock):
    for channel in CHANNELS:
        assert loudest_tones(playing.sound(clock.now, RATE, RATE)) == set(channel.chord)
        playing.press("CHANNEL_UP")
        clock.wait(1)


def test_pieces_join_without_a_gap(playing, clock):
    start = float(round(clock.now))
    pieces = [playing.sound(start + n * 0.02, 160, RATE) for n in range(50)]
    assert (np.concatenate(pieces) == playing.sound(start, RATE, RATE)).all()


def test_there_is_silence_outside_the_player_and_for_a_moment_after_a_zap(tv, clock):
    assert not tv.sound(clock.now, 800, RATE).any()
    tv.launch("tv.simulated.live")
    heard = tv.sound(clock.now, RATE, RATE)
    assert not heard[: int(0.27 * RATE)].any() and heard[int(0.33 * RATE) :].any()


def test_sound_of_the_past_is_what_was_played_then(playing, clock):
    before = playing.sound(clock.now, 800, RATE)
    clock.wait(1)
    playing.press("HOME")
    assert (playing.sound(clock.now - 1, 800, RATE) == before).all()


def test_mute_and_pause_are_silent_and_volume_is_loudness(playing, clock):
    loud = np.abs(playing.sound(clock.now, RATE, RATE)).max()
    playing.press("VOLUME_DOWN")
    assert np.abs(playing.sound(clock.now, RATE, RATE)).max() < loud
    for key in ("MUTE", "PLAY_PAUSE"):
        playing.press(key)
        assert not playing.sound(clock.now, 800, RATE).any()
        playing.press(key)
        assert playing.sound(clock.now, 800, RATE).any()


def test_the_fault_silence_is_silent_until_switched_off(playing, clock):
    playing.faults.set(silence=True)
    assert not playing.sound(clock.now, 800, RATE).any()
    playing.faults.set(silence=False)
    assert playing.sound(clock.now, 800, RATE).any()
