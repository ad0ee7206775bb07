"""Answers with stb-tester's `match`, in a Python of its own: run by tests/bench/match.py.

Each line of the input names a case: the files of a frame and of a reference
(as numpy saves them), a region or null, and how often to repeat it.  Each line
of the output has the answer and the least CPU time in milliseconds.
"""

import json
import sys
import time

import cv2
import numpy as np
import stbt_core


def answer(case: dict) -> dict:
    frame, reference = (
        np.load(case[name]).view(stbt_core.Image) for name in ("frame", "reference")
    )
    left, top, width, height = case["region"] or (0, 0, frame.shape[1], frame.shape[0])
    region = stbt_core.Region(left, top, width, height)
    spent, result = [], None
    for _ in range(case["repeats"]):
        started = time.process_time()
        result = stbt_core.match(reference, frame=frame, region=region)
        spent.append(time.process_time() - started)
    place = [int(edge) for edge in (result.region.x, result.region.y)]
    return {"match": bool(result), "place": place, "ms": 1000 * min(spent)}


def _image(file: str) -> stbt_core.Image:
    return np.load(file).view(stbt_core.Image)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
