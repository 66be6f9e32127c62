"""What figures for print are to look like: the command before the study before the repository."""

import pytest

from compendium.errors import CompendiumError
from compendium.exhibits.publishers import PUBLISHERS
from compendium.steps.looks import look_of

FONT = "DejaVu Sans"  # comes with matplotlib


def test_the_command_counts_before_the_study_and_that_before_the_repository(tiny):
    (tiny.root / "compendium.toml").write_text("[figures]\nwidth = 120\ndpi = 300\ngrey = true\n")
    about = tiny.data / "tiny" / "study.toml"
    about.write_text(about.read_text() + "\n[figures]\nwidth = 100\nformats = ['eps', 'svg']\n")
    look = look_of(tiny, "tiny", {"dpi": 450})
    assert (look.width, look.dpi, look.grey, look.formats) == (100, 450, True, ("eps", "svg"))
    assert look_of(tiny, "tiny", {"width": 85.0}).width == 85
    (tiny.root / "compendium.toml").unlink()
    assert not look_of(tiny, "tiny", {}).grey


@pytest.mark.parametrize("name", PUBLISHERS)
def test_the_rules_of_a_publisher_are_kept(tiny, name):
    rules = PUBLISHERS[name]
    look = look_of(tiny, "tiny", {"publisher": name, "font": FONT})
    assert look.width == rules.widths[-1]
    assert rules.type[0] == look.small <= look.body <= look.heading == rules.type[1]
    assert look.small >= 6
    assert (look.formats, look.dpi, look.tallest) == (rules.formats, rules.dpi, rules.tallest)
    assert rules.source.startswith("https://")


def test_larger_type_makes_all_type_larger(tiny):
    look = look_of(tiny, "tiny", {"type": 9})
    assert (look.small, look.body, look.heading) == (9, 10, 11)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"width": 20}, "width is 20 mm; expected 60 to 400 mm"),
        ({"type": 5}, "type is 5 pt; expected 6 to 14 pt"),
        ({"dpi": 30}, "dpi is 30"),
        ({"formats": ["jpeg"]}, "cannot be written as 'jpeg'. Choose out of svg, pdf, eps"),
        ({"publisher": "nobody"}, "the rules of 'nobody' are not known. Choose out of elsevier"),
        ({"publisher": "plos", "width": 250}, "at most 190.5 mm; 250 mm were asked for"),
        ({"font": "No Such Font"}, "the font 'No Such Font' is not installed here. Install it, or"),
        ({"grey": "yes"}, "grey is 'yes', which is not true or false"),
        ({"dpi": True}, "dpi is True, which is not a whole number"),
        ({"colour": True}, "there is no 'colour'. It takes publisher, width"),
    ],
)
def test_what_cannot_be_is_said(tiny, given, words):
    with pytest.raises(CompendiumError) as caught:
        look_of(tiny, "tiny", {"font": FONT, **given})
    assert words in str(caught.value)


def test_a_mistake_in_a_file_names_the_file(tiny):
    (tiny.root / "compendium.toml").write_text("[figures]\nwidth = 'wide'\n")
    with pytest.raises(CompendiumError, match=r"compendium.toml, \[figures\]: width is 'wide'"):
        look_of(tiny, "tiny", {})
    (tiny.root / "compendium.toml").write_text("figures = 3\n")
    with pytest.raises(CompendiumError, match="write a section"):
        look_of(tiny, "tiny", {})
    (tiny.root / "compendium.toml").write_text("[figures\n")
    with pytest.raises(CompendiumError, match="Correct that line"):
        look_of(tiny, "tiny", {})
