"""Campaigns: which jobs come of a file, and what is wrong with it."""

import pytest

from actors.errors import ConfigError
from cluster.campaign import find_campaigns, load_campaign
from cluster.lab import load_lab
from tests.cluster.written import device, write_campaign, write_case, write_lab

DEVICES = (
    device("tv-1", labels={"room": "a", "os": "14"}, map="launcher"),
    device("tv-2", labels={"room": "b"}, map="launcher"),
    device("box-1", model="box", labels={"room": "a"}),
)


@pytest.fixture
def folder(tmp_path):
    write_lab(tmp_path, *DEVICES)
    write_case(tmp_path, "zap")
    return tmp_path


def loaded(folder, *cases, **fields):
    path = write_campaign(folder, *(cases or ["zap"]), **fields)
    return load_campaign(path, load_lab(folder / "lab.yaml"))


def jobs(folder, *cases, **fields):
    return [planned.job for planned in loaded(folder, *cases, **fields).jobs]


def complaint(folder, *cases, **fields):
    with pytest.raises(ConfigError) as caught:
        loaded(folder, *cases, **fields)
    return caught.value


@pytest.mark.parametrize(
    ("on", "selected"),
    [
        ({}, ("tv-1", "tv-2", "box-1")),
        ({"model": "tv"}, ("tv-1", "tv-2")),
        ({"labels": {"room": "a"}}, ("tv-1", "box-1")),
        ({"labels": {"room": "a", "os": "14"}}, ("tv-1",)),
        ({"names": ["box-1", "tv-2"]}, ("tv-2", "box-1")),
        ({"model": "tv", "labels": {"room": "b"}, "names": ["tv-2"]}, ("tv-2",)),
    ],
)
def test_devices_are_selected_by_model_labels_and_names(folder, on, selected):
    assert [job.devices for job in jobs(folder, on=on)] == [selected]


@pytest.mark.parametrize("on", [{"model": "fridge"}, {"labels": {"room": "c"}}, {"names": ["x"]}])
def test_a_selection_of_no_device_is_told_with_its_line(folder, on):
    error = complaint(folder, on=on)
    assert (error.field, error.reason) == ("on", f"no device of {folder / 'lab.yaml'} is selected")
    assert error.line == 4


def test_any_device_takes_a_case_once_and_every_device_each_once(folder):
    assert [job.devices for job in jobs(folder, spread="any")] == [("tv-1", "tv-2", "box-1")]
    assert [job.devices for job in jobs(folder, spread="every")] == [
        ("tv-1",),
        ("tv-2",),
        ("box-1",),
    ]


def test_repetitions_go_through_all_cases_again_and_jobs_are_numbered_from_one(folder):
    write_case(folder, "menu")
    found = jobs(folder, "zap", "menu", repeat=2, on={"model": "box"})
    assert [(job.number, job.case, job.round) for job in found] == [
        (1, "zap", 0), (2, "menu", 0), (3, "zap", 1), (4, "menu", 1),
    ]  # fmt: skip


def test_a_job_has_the_priority_and_the_retries_of_the_campaign(folder):
    [job] = jobs(folder, priority=5, retries=2)
    assert (job.priority, job.retries) == (5, 2)


def test_patterns_stand_for_the_cases_of_a_folder_in_order(folder):
    for name in ("settings/wifi", "settings/about", "shop/buy"):
        write_case(folder, name)
    assert [job.case for job in jobs(folder, "settings/*")] == ["settings/about", "settings/wifi"]
    assert [job.case for job in jobs(folder, "*")] == ["zap"]
    assert len(jobs(folder, "**/*")) == 4


def test_a_case_that_two_patterns_name_is_one_case(folder):
    write_case(folder, "menu")
    assert [job.case for job in jobs(folder, "zap", "*", "zap")] == ["zap", "menu"]


@pytest.mark.parametrize("pattern", ["shop", "shop/*", "", "/zap", "a**", "../zap/zap"])
def test_a_pattern_without_cases_is_told_with_its_line(folder, pattern):
    error = complaint(folder, "zap", pattern)
    assert (error.line, error.field) == (4, "cases.1")
    assert error.reason == f"no case {pattern!r} in {folder / 'cases'}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cases", []),
        ("spread", "some"),
        ("repeat", 0),
        ("retries", -1),
        ("timeout", 0),
        ("on", {"modell": "tv"}),
        ("parallel", True),
    ],
)
def test_a_bad_field_is_told_with_its_line(folder, field, value):
    path = write_campaign(folder, "zap", **{field: value})
    lab = load_lab(folder / "lab.yaml")
    with pytest.raises(ConfigError) as caught:
        load_campaign(path, lab)
    assert caught.value.field.startswith(field)
    assert caught.value.line is not None


def test_the_campaigns_variables_go_before_the_cases_own(folder):
    write_case(folder, "type", {"type": "${word}"}, variables={"word": "own"})
    [own], [given] = (
        loaded(folder, "type", **fields).jobs for fields in ({}, {"variables": {"word": "given"}})
    )
    assert (own.case.steps[0].text, given.case.steps[0].text) == ("own", "given")


def test_a_bad_case_is_told_with_the_name_of_its_own_file(folder):
    path = write_case(folder, "bad", {"jump": 1})
    assert (complaint(folder, "bad").file, complaint(folder, "bad").field) == (str(path), "steps.0")


@pytest.mark.parametrize(
    ("needs", "lacking"),
    [(["power"], "power"), (["sound", "shell"], "shell"), (["remot"], "remot")],
)
def test_what_no_selected_device_gives_is_told(folder, needs, lacking):
    path = write_case(folder, "needy", needs=needs)
    error = complaint(folder, "needy")
    assert (error.file, error.field, error.line) == (str(path), "needs", 4)
    assert error.reason == f"no selected device gives {lacking}"


def test_what_the_steps_need_is_needed_without_being_named(folder):
    write_case(folder, "shell", {"shell": ["id"]})
    assert complaint(folder, "shell").reason == "no selected device gives shell"


def test_needs_that_only_two_devices_together_give_are_told(tmp_path):
    adb = {"adb": {"serial": "127.0.0.1:5555"}}
    write_lab(tmp_path, device("tv-1", drivers=[adb], shell=True), device("tv-2"))
    write_case(tmp_path, "both", needs=["shell", "sound"])
    assert complaint(tmp_path, "both").reason == "no selected device gives all of that at once"


def test_only_devices_that_give_what_a_case_needs_take_it(tmp_path):
    adb = {"adb": {"serial": "127.0.0.1:5555"}}
    write_lab(
        tmp_path,
        device("off", drivers=[adb]),
        device("on", drivers=[adb], shell=True),
        device("none"),
    )
    write_case(tmp_path, "shell", {"shell": ["id"]})
    assert [job.devices for job in jobs(tmp_path, "shell")] == [("on",)]


def test_a_goto_to_a_screen_that_the_map_lacks_is_told_with_its_line(folder):
    path = write_case(folder, "lost", {"press": "OK"}, {"goto": "shop"})
    error = complaint(folder, "lost", on={"model": "tv"})
    assert (error.file, error.line, error.field) == (str(path), 4, "steps.1.goto")
    assert error.reason == "no screen 'shop' in map 'launcher' (it has home)"


def test_a_tour_of_an_edge_that_the_map_lacks_is_told(folder):
    write_case(folder, "lost", {"tour": [{"from": "home", "to": "shop"}]})
    error = complaint(folder, "lost", on={"model": "tv"})
    assert (error.field, error.reason) == (
        "steps.0.tour",
        "no edge from 'home' to 'shop' in the map",
    )


def test_a_goto_on_a_device_without_a_map_is_told(folder):
    write_case(folder, "way", {"goto": "home"})
    assert complaint(folder, "way").reason == "box-1 has no map"
    assert len(jobs(folder, "way", on={"model": "tv"})) == 1


def test_campaigns_are_found_by_name(folder):
    path = write_campaign(folder, "zap")
    other = path.with_name("daily.yaml")
    other.write_text(path.read_text())
    assert find_campaigns(folder) == [other, path]
    assert find_campaigns(folder / "none") == []
