"""Answers with stb-tester's `match`, in a Python of its own: run by tests/bench/match.py.

Each line of the input names a case: the files of a frame and of a reference
(as numpy saves them), and a region or null; or it is null, to answer the same again.
Each line of the output has the answer and its CPU time in milliseconds.
"""

import json
import sys
import time
from dataclasses import dataclass

import cv2
import numpy as np
import stbt_core


@dataclass(frozen=True)
class Case:
    frame: stbt_core.Image
    reference: stbt_core.Image
    region: stbt_core.Region

    @classmethod
    def read(cls, told: dict) -> "Case":
        frame, reference = (
            np.load(told[name]).view(stbt_core.Image) for name in ("frame", "reference")
        )
        left, top, width, height = told["region"] or (0, 0, frame.shape[1], frame.shape[0])
        return cls(frame, reference, stbt_core.Region(left, top, width, height))

    def answer(self) -> dict:
        started = time.process_time()
        result = stbt_core.match(self.reference, frame=self.frame, region=self.region)
        spent = time.process_time() - started
        place = [int(edge) for edge in (result.region.x, result.region.y)]
        return {"match": bool(result), "place": place, "ms": 1000 * spent}


if __name__ == "__main__":
    cv2.setNumThreads(1)
    case = None
    for line in sys.stdin:
        told = json.loads(line)
        case = Case.read(told) if told else case
        print(json.dumps(case.answer()), flush=True)
