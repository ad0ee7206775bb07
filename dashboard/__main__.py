"""`python -m dashboard API_URL PORT` serves the dashboard of an API until it is ended."""

import os
import sys

from dashboard.launch import command


def main(api_url: str, port: str) -> None:
    words = command(api_url, int(port))
    os.execv(words[0], words)


if __name__ == "__main__":
    main(*sys.argv[1:])
