"""Text that a reader of the mail does not see: by a style sheet, by its size or colour, or by a trick with letters."""

import pytest

from bot.core.conversation import Part
from tests.reading.reading import apart, own_lines, read

SHEETS = {
    "class": ".x{display:none}",
    "class, spaced": "\n .x \n{ display : none ; }\n",
    "class, important": ".x{display:none!important}",
    "class of an element": "p.x{display:none}",
    "two classes": ".x.y{display:none}",
    "name": "#z{display:none}",
    "list of selectors": ".a, p.b ,.x{display:none}",
    "within an element": ".box .x{display:none}",
    "child of an element": "div.box > p.x{display:none}",
    "element": "p{display:none}",
    "everything": "*{font-size:0}",
    "in a comment": "<!-- .x{display:none} -->",
    "beside a comment": "/* .x{display:block} */ .x{/* a } b */display:none}",
    "for screens": "@media screen{.x{display:none}}",
    "for all": "@media all {.a{color:red} .x{display:none}}",
    "after an import": '@charset "utf-8"; @import url(x.css); .x{display:none}',
    "after a font": "@font-face{font-family:A;src:url(x)} .x{display:none}",
    "later rule": ".x{display:block}.x{display:none}",
    "important rule": ".x{display:none!important}.x{display:block}",
    "no size": ".x{font-size:0px}",
    "white": ".x{color:#FFFFFF}",
    "colour of the ground": ".box{background:#333}.x{color:#333}",
    "far off": ".x{position:absolute;left:-10000px}",
    "upper case": ".X{DISPLAY:NONE} .x{DISPLAY:NONE}",
    "unclosed": ".x{display:none",
    "cut out": ".x{position:absolute;clip:rect(0,0,0,0)}",
}
SHOWN = {
    "other class": ".xx{display:none}",
    "other element": "div.x{display:none}",
    "only within another": ".menu .x{display:none}",
    "both classes": ".x.w{display:none}",
    "narrow screens": "@media only screen and (max-width:600px){.x{display:none}}",
    "print": "@media print{.x{display:none}}",
    "hover": ".x:hover{display:none}",
    "before": ".x::before{display:none}",
    "attribute": ".x[data-a]{display:none}",
    "later rule": ".x{display:none}.x{display:block}",
    "stronger rule": "p.x{display:block}.x{display:none}",
    "commented out": "/* .x{display:none} */",
    "other property": ".x{float:none;margin:0}",
    "broken": "}}}{{{.x{{display:none",
    "white on dark": ".box{background-color:#000}.x{color:#fff}",
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS.keys())
@pytest.mark.parametrize("below", [False, True], ids=["above", "below"])
def test_text_hidden_by_a_style_sheet_is_set_apart(sheet: str, below: bool) -> None:
    body = '<div>before</div><div class="box"><p class="y x" id="z">trick</p></div>'
    style = f"<style type='text/css'>{sheet}</style>"
    message = read(f"{body}{style}" if below else f"<html><head>{style}</head><body>{body}</body></html>", html=True)
    assert apart(message, Part.HIDDEN)[-1:] == ["trick"]
    assert "trick" not in message.own_words


@pytest.mark.parametrize("sheet", SHOWN.values(), ids=SHOWN.keys())
def test_text_that_a_style_sheet_leaves_visible_is_own(sheet: str) -> None:
    body = '<div>before</div><div class="box"><p class="y x" id="z">word</p></div>'
    assert own_lines(read(f"<style>{sheet}</style>{body}", html=True)) == ["before", "word"]


def test_style_of_the_element_beats_the_sheet() -> None:
    sheet = "<style>.x{display:none} .w{display:none!important}</style>"
    message = read(
        f'{sheet}<p class="x" style="display:block">word</p><p class="w" style="display:block">trick</p>', html=True
    )
    assert own_lines(message) == ["word"]


STYLES = {
    "tiny": "font-size:2px",
    "fraction": "font-size:.1em",
    "one percent": "font-size:1%",
    "shorthand": "font:0/0 a",
    "eight digits": "color:#ffffffff",
    "no alpha in hex": "color:#0000",
    "no alpha in long hex": "color:#12345600",
    "percent": "color:rgb(100%,100%,100%)",
    "blanks": "color:rgb(255 255 255)",
    "slash": "color:rgb(0 0 0 / 0)",
    "hue": "color:hsl(0, 0%, 100%)",
    "hue, no alpha": "color:hsla(120,50%,50%,0)",
    "faint alpha": "color:rgba(0,0,0,.02)",
    "ghost": "color:ghostwhite",
    "filled": "-webkit-text-fill-color:transparent",
    "faint": "opacity:.01",
    "opacity in percent": "opacity:0%",
    "clipped": "position:absolute;clip:rect(0 0 0 0)",
    "clipped by a path": "clip-path:inset(100%)",
    "one pixel": "position:absolute;width:1px;height:1px;overflow:hidden",
    "scaled": "transform:scale(0)",
    "off the page": "position:fixed;top:-200em",
    "to the right": "position:absolute;left:9999px",
    "margin": "margin-left:-9999px",
    "filter": "filter:opacity(0)",
    "preheader": "display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;"
    "overflow:hidden",
    "content": "content-visibility:hidden",
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_text_hidden_by_its_style_is_set_apart(style: str) -> None:
    message = read(f'<p>before</p><p style="{style}">trick</p><p>after</p>', html=True)
    assert apart(message, Part.HIDDEN) == ["trick"]
    assert own_lines(message) == ["before", "after"]


@pytest.mark.parametrize(
    "body",
    [
        "<noframes>trick</noframes>",
        "<noembed>trick</noembed>",
        "<dialog>trick</dialog>",
        '<table bgcolor="#123456"><tr><td style="color:#123456">trick</td></tr></table>',
        '<p style="background-color:black"><span>trick</span></p>',
    ],
)
def test_text_hidden_by_its_element_is_set_apart(body: str) -> None:
    assert "trick" not in read(f"<p>before</p>{body}", html=True).own_words


VISIBLE = {
    "ground without alpha": "background-color:rgba(0, 0, 0, 0)",
    "ground without alpha, hex": "background:#0000",
    "ground initial": "background:initial",
    "ground unset": "background-color:unset",
    "ground current": "background:none 0% 0% repeat scroll",
    "half ground": "background:rgba(0,0,0,.05)",
    "white on a gradient": "background-image:linear-gradient(#000,#333);color:#fff",
    "white on a gradient, short": "background:linear-gradient(90deg,#000,#333);color:#fff",
    "white on the ground named later": "color:#fff;background-color:#1a1a1a",
    "colour by name": "color:windowtext",
    "colour inherited": "color:inherit",
    "yellow marker": "background:yellow;mso-highlight:yellow",
    "six points": "font-size:6.0pt",
    "small": "font-size:x-small",
    "full size": "font-size:100%",
    "one em": "font-size:1em",
    "one rem": "font-size:1.0rem",
    "shorthand": "font:12px/1.5 Arial",
    "shorthand of the system": "font:menu",
    "half seen": "opacity:.6",
    "opaque": "opacity:1",
    "a little left": "margin-left:-18pt;text-indent:-18.0pt",
    "hanging": "text-indent:-36pt",
    "mso": "mso-element:para-border-div",
    "one pixel high, not clipped": "height:1px",
    "narrow": "width:0;white-space:nowrap",
    "scaled up": "transform:scale(1)",
}


@pytest.mark.parametrize("style", VISIBLE.values(), ids=VISIBLE.keys())
def test_text_with_an_odd_style_that_can_be_read_is_own(style: str) -> None:
    assert own_lines(read(f'<p>before</p><p style="{style}">word</p>', html=True)) == ["before", "word"]


def test_dark_mail_is_visible() -> None:
    body = '<body bgcolor="#1e1e1e" text="#ffffff"><p>word</p><p style="color:rgb(220,220,220)">more</p></body>'
    assert own_lines(read(body, html=True)) == ["word", "more"]
    assert "trick" not in read('<body bgcolor="#000000" text="#000000">trick</body>', html=True).own_words
    sheet = "<style>body{background:#000;color:#eee}</style><body><p>word</p></body>"
    assert own_lines(read(sheet, html=True)) == ["word"]


@pytest.mark.parametrize("end", ["\u202c", "", "\n"])
def test_text_turned_around_is_set_apart(end: str) -> None:
    message = read(f"hello \u202eenod lla{end} there")
    assert "enod" not in message.own_words
    assert own_lines(message)[0].startswith("hello")


def test_right_to_left_script_with_its_marks_is_own() -> None:
    text = "\u200f\u202bשלום 400\u202c ok \u2067السلام\u2069"
    assert read(text).own_words == text


@pytest.mark.parametrize("mark", ["\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad", "\u200e"])
def test_invisible_letters_do_not_hide_a_header_or_a_question(mark: str) -> None:
    body = f"400\n\n{mark}On 3/3/26 09:14, Sup{mark}port wr{mark}ote:{mark}\nHow many?"
    assert own_lines(read(body)) == ["400"]
    assert own_lines(read(f"How does your busi{mark}ness use email?\n400")) == ["400"]


def test_hidden_words_within_a_sentence_are_set_apart() -> None:
    message = read('<p>word<span style="display:none"> all four steps done</span> more</p>', html=True)
    assert message.own_words.split() == ["word", "more"]
