"""The video driver before a web server, a playlist, and films."""

import functools
import http.server
import subprocess
import threading

import pytest

from actors.drivers.video import Video, VideoSettings
from actors.errors import Refused, Unreachable
from tests.actors.drivers.senders import QUICK, ffmpeg, mpegts
from tests.actors.drivers.watching import failure, pictures, shown
from tests.faulty import hangs_up
from tests.served import free_port, wait_until


def test_pictures_one_by_one_over_http_are_shown(run, watch):
    url = f"http://127.0.0.1:{free_port()}/tv"
    run(ffmpeg("-an", "-c:v", "mjpeg", "-f", "mpjpeg", "-listen", "1", url))
    driver = watch(url)
    assert driver.frame().size == (320, 180)
    assert pictures(driver, 1)[0] > 15


@pytest.fixture
def web(tmp_path):
    """Serve the files of tmp_path; give the address."""
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": print_nothing})
    handler = functools.partial(quiet, directory=tmp_path)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def print_nothing(*_):
    pass


def test_a_playlist_is_played_evenly_though_it_comes_in_segments(run, watch, web, tmp_path):
    playlist = ("-f", "hls", "-hls_time", "1", "-hls_flags", "delete_segments")
    run(ffmpeg(*QUICK, "-g", "25", "-c:a", "aac", *playlist, tmp_path / "tv.m3u8"))
    wait_until(lambda: len(list(tmp_path.glob("*.ts"))) > 2)
    driver = watch(f"{web}/tv.m3u8")
    number, pause = pictures(driver, 2)
    assert number > 30 and pause < 0.9


def test_a_page_that_is_not_there_is_refused(web):
    with pytest.raises(Refused, match="no such path"):
        Video(VideoSettings(url=f"{web}/none.m3u8")).open()


@pytest.fixture
def film(tmp_path):
    """A film of one second."""
    path, short = tmp_path / "film.mp4", ("-t", "1", "-c:a", "aac")
    command = [part for part in ffmpeg(*QUICK, *short, path) if part != "-re"]
    subprocess.run(command, check=True)
    return str(path)


def test_a_film_plays_in_its_own_time_and_begins_anew(watch, film):
    number, pause = pictures(watch(film), 2)
    assert 30 <= number <= 55 and pause < 0.9


def test_a_film_that_is_played_once_is_gone_at_its_end(watch, film):
    driver = watch(film, loop=False, max_age=0.3)
    wait_until(lambda: not shown(driver))
    with pytest.raises(Unreachable, match=r"no picture for \d\.\d s: the stream ended"):
        driver.frame()


def test_a_title_in_any_encoding_does_not_matter(tmp_path):
    file = tmp_path / "film.mkv"
    subprocess.run(ffmpeg("-t", "0.2", "-metadata", b"title=caf\xe9", file), check=True)
    driver = Video(VideoSettings(url=str(file)))
    driver.open()
    assert driver.frame().size == (320, 180)
    driver.close()


def test_a_stream_that_ended_and_then_ends_at_once_is_away_and_not_refused(tmp_path, faulty):
    subprocess.run(mpegts(tmp_path / "film.ts", "-t", "0.2"), check=True)
    films = [(tmp_path / "film.ts").read_bytes()]

    def serve(client):
        client.sendall(films.pop() if films else b"")
        hangs_up(client)

    driver = Video(VideoSettings(url=f"tcp://127.0.0.1:{faulty(serve).port}", max_age=0.3))
    driver.open()
    wait_until(lambda: "what comes from there is no picture" in str(failure(driver)))
    assert type(failure(driver)) is Unreachable
    driver.close()
