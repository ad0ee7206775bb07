"""Take the picture of a page of the dashboard for the README.

    python tests/dashboard/capture.py http://127.0.0.1:8701/devices docs/dashboard.png

It is taken dark at 1440x900, when all pictures of the page are there, and kept
with 256 colours, which such a page does not miss.  Needs Debian's chromium.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PATIENCE = 60_000  # milliseconds
LOADED = """
document.querySelector('h1')
  && !document.querySelector('[data-testid=stSkeleton]')
  && [...document.images].every(image => image.complete && image.naturalWidth > 0)
"""


def main(url: str, out: str) -> None:
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="dark")
        page.goto(url)
        picture = _taken(page)
        browser.close()
    picture.quantize(256, Image.Quantize.FASTOCTREE).save(Path(out), optimize=True)


def _taken(page: Page) -> Image.Image:
    page.wait_for_function(LOADED, timeout=PATIENCE)
    page.wait_for_timeout(2000)  # what is live draws itself anew once more
    page.wait_for_function(LOADED, timeout=PATIENCE)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


if __name__ == "__main__":
    main(*sys.argv[1:])
