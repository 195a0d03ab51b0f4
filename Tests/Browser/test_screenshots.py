"""A picture of every page, for people to look at: run.sh test_screenshots.py --shots FOLDER."""

import pytest
from pages import PAGES

MODES = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", PAGES)
def test_screenshot(shots, open_context, session, name, mode):
    page = open_context(session, reduced_motion="reduce", **MODES[mode]).new_page()
    PAGES[name](page)
    picture = page.screenshot(path=shots / f"{name}-{mode}.png", full_page=True)
    assert picture.startswith(b"\x89PNG") and len(picture) > 5_000
