"""HTML mail to text: what a reader sees, what is hidden, what mail programs mark as quoted."""

import pytest

from bot.core.conversation import Part
from tests.reading.reading import apart, own_lines, read


def to_text(body: str) -> str:
    return read(body, html=True).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ('<p class="MsoNormal">one</p><p class="MsoNormal">two</p>', "one\ntwo"),
        ('<p class="MsoNormal">one</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">two</p>', "one\n\ntwo"),
        ("<p>one <b>t</b>wo\n  three</p>", "one two three"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ('<ol start="3"><li><p>one</p></li><li>two</li></ol>', "3. one\n\n4. two"),
        ('<ol type="a"><li>one</li><li>two</li></ol>', "a. one\nb. two"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        (
            "<table><tr><td>Use</td><td>both</td></tr><tr><td>Volume</td><td>40</td></tr></table>",
            "Use\tboth\nVolume\t40",
        ),
        ("<table><tr><td><p>Use</p></td><td><p>both</p></td></tr></table>", "Use\tboth"),
        ("<table><tr><td>Volume</td><td>a: 1<br>b: 2</td></tr></table>", "Volume\ta: 1\nb: 2"),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ("caf&eacute; &amp; 5&nbsp;000 &lt;b&gt;", "café & 5 000 <b>"),
        ("<title>no</title><style>p{}</style><script>x</script><p>yes</p>", "yes"),
        ("plain words, no markup", "plain words, no markup"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("", ""),
        ("<", "<"),
        ("<a\n\x1f\n>odd name of an attribute", "odd name of an attribute"),
        ('<p \x08="x" \x1fy=z>and <b\x1f c>more</b></p>', "and more"),
    ],
)
def test_html_is_read_as_it_looks(body: str, text: str) -> None:
    assert to_text(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<a href="https://shop.example/x">our site</a>', "our site (https://shop.example/x)"),
        ('<a href="https://www.shop.example/x?ref=1">shop.example</a>', "shop.example"),
        ('<a href="http://shop.example">http://shop.example</a>', "http://shop.example"),
        ('<a href="mailto:pim@shop.example">Pim</a>', "Pim"),
        ('<a href="javascript:void(0)">Pim</a>', "Pim"),
        ('<a href="https://shop.example"></a>', ""),
        ('<a href="http://[broken">Pim</a>', "Pim"),
    ],
)
def test_links_address_is_kept_where_its_words_do_not_say_it(body: str, text: str) -> None:
    assert to_text(body) == text


HIDDEN = {
    "display none": '<span style="display:none">trick</span>',
    "display none, important": '<div style="Display : none !important">trick</div>',
    "visibility": '<span style="visibility:hidden">trick</span>',
    "no size": '<span style="font-size:0">trick</span>',
    "no size in pixels": '<span style="font-size: 0px">trick</span>',
    "one pixel": '<p style="font-size:1px">trick</p>',
    "opacity": '<div style="opacity:0">trick</div>',
    "no height": '<div style="max-height:0;overflow:hidden">trick</div>',
    "zero height": '<div style="height:0px;overflow:hidden">trick</div>',
    "far off": '<div style="position:absolute;left:-9999px">trick</div>',
    "white on white": '<p style="color:#fff">trick</p>',
    "nearly white": '<p style="color:#fefefe">trick</p>',
    "white by name": '<font color="white">trick</font>',
    "white by function": '<p style="color:rgb(255, 255, 255)">trick</p>',
    "colour of its ground": '<div style="background:#222"><p style="color:#222222">trick</p></div>',
    "colour of its cell": '<table><tr><td bgcolor="#00ff00"><font color="#00ff00">trick</font></td></tr></table>',
    "transparent": '<p style="color:transparent">trick</p>',
    "no alpha": '<p style="color:rgba(0,0,0,0)">trick</p>',
    "attribute": "<p hidden>trick</p>",
    "comment": "<!-- trick -->",
    "within hidden": '<div style="display:none"><p style="color:red">trick</p></div>',
}
SHOWN = {
    "aria-hidden": '<p aria-hidden="true">word</p>',
    "grey": '<p style="color:#888">word</p>',
    "white on dark": '<div style="background-color:#003;color:#fff">word</div>',
    "white on a picture": '<div style="background:url(x.png);color:#fff">word</div>',
    "size given back": '<div style="font-size:0"><span style="font-size:14px">word</span></div>',
    "visibility given back": '<div style="visibility:hidden"><b style="visibility:visible">word</b></div>',
    "colour given back": '<div style="color:#fff"><b style="color:#000">word</b></div>',
    "small": '<p style="font-size:8pt">word</p>',
    "percent": '<p style="font-size:80%">word</p>',
    "height without clipping": '<p style="height:0">word</p>',
    "unknown style": '<p style="color:var(--x);font-size:calc(1px)">word</p>',
    "no style": '<p style="">word</p>',
}


@pytest.mark.parametrize("body", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_is_kept_and_set_apart(body: str) -> None:
    message = read(f"<p>before</p>{body}<p>after</p>", html=True)
    assert apart(message, Part.HIDDEN) == ["trick"]
    assert own_lines(message) == ["before", "after"]
    assert message.text.index("before") < message.text.index("trick") < message.text.index("after")


@pytest.mark.parametrize("body", SHOWN.values(), ids=SHOWN.keys())
def test_visible_text_stays_own(body: str) -> None:
    assert own_lines(read(f"<p>before</p>{body}", html=True)) == ["before", "word"]


@pytest.mark.parametrize(
    "comment",
    [
        "<!--[if mso]><style>p{color:red}</style><![endif]-->",
        "<!--[if gte mso 9]><xml><o:AllowPNG/></xml><![endif]-->",
        "<![if !supportLists]><![endif]>",
        "<!---->",
    ],
)
def test_comments_that_steer_outlook_leave_nothing(comment: str) -> None:
    message = read(f"<p>a{comment}</p><p>b</p>", html=True)
    assert own_lines(message) == ["a", "b"]
    assert not message.apart


QUOTES = {
    "gmail": '<div dir="ltr">yes</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, 3 '
    "Mar 2026 at "
    '09:14, Support &lt;<a href="mailto:s@desk.example">s@desk.example</a>&gt; wrote:<br></div>'
    '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid">All '
    "done?</blockquote></div>",
    "gmail, no blockquote": '<div>yes</div><div class="gmail_quote"><div>On Tue, Support wrote:</div><div>All '
    "done?</div></div>",
    "apple": '<div>yes</div><div><br><blockquote type="cite"><div>On 3 Mar 2026, at 09:14, Support '
    "wrote:</div><div>All "
    "done?</div></blockquote></div>",
    "outlook": '<p class="MsoNormal">yes</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p '
    'class="MsoNormal"><b>'
    "From:</b> Support<br><b>Sent:</b> 3 March 2026<br><b>Subject:</b> RE</p></div><p>All done?</p>",
    "outlook on the web": '<div>yes</div><hr><div id="divRplyFwdMsg"><b>Von:</b> Support<br><b>Gesendet:</b> 3. '
    "März 2026"
    "<br><b>An:</b> Pim<br><b>Betreff:</b> AW</div><div>All done?</div>",
    "outlook, italian": "<p>yes</p><div><b>Da:</b> Support<br><b>Inviato:</b> luned&igrave;<br><b>A:</b> "
    "Pim<br><b>Oggetto:"
    "</b> R: x</div><blockquote><p>All done?</p></blockquote>",
    "thunderbird": '<p>yes</p><div class="moz-cite-prefix">W dniu 3.03.2026 o&nbsp;09:14, Support pisze:<br></div>'
    '<blockquote type="cite" cite="mid:x"><p>All done?</p></blockquote>',
    "yahoo": '<div>yes</div><div class="yahoo_quoted"><div>On Tuesday, Support<br>&lt;s@desk.example&gt; '
    "wrote:</div><div>All "
    "done?</div></div>",
    "groupwise": "<p>yes</p><p>&gt;&gt;&gt; Support &lt;s@desk.example&gt; 3.3.2026 9:14 &gt;&gt;&gt;<br>All done?</p>",
    "web.de": '<div>yes</div><div name="quote"><div>Gesendet: Dienstag</div><div>All done?</div></div>',
    "nested": '<p>yes</p><blockquote type="cite">All done?<blockquote type="cite">Please '
    "help</blockquote></blockquote>",
}


@pytest.mark.parametrize("body", QUOTES.values(), ids=QUOTES.keys())
def test_quoted_mail_of_each_program_is_set_apart(body: str) -> None:
    message = read(body, html=True)
    assert own_lines(message) == ["yes"]
    assert "All done?" in apart(message, Part.QUOTED)


@pytest.mark.parametrize(
    "body",
    [
        "<blockquote>Kind?</blockquote><p>receipts</p><blockquote>How many?</blockquote><p>40 a day</p>",
        '<div class="gmail_quote"><div class="gmail_attr">On Tue, Support wrote:</div><blockquote '
        'class="gmail_quote">Kind?'
        '</blockquote><div>receipts</div><blockquote class="gmail_quote">How many?</blockquote><div>40 a '
        "day</div></div>",
        '<blockquote type="cite">Kind? <font color="#ff0000">receipts</font><br>How many? <b '
        'style="color:#c00">40 a day</b>'
        "<br>Best, Wes of the desk</blockquote>",
        '<blockquote>Kind? <span style="color:rgb(0,128,0)">receipts</span><br>How many? <span '
        'style="color:green">40 a day'
        "</span><br>Best, Wes of the desk</blockquote>",
    ],
)
def test_answers_within_quoted_mail_are_own(body: str) -> None:
    assert own_lines(read(body, html=True)) == ["receipts", "40 a day"]


def test_quotation_in_one_colour_throughout_is_no_answer() -> None:
    message = read('<p>yes</p><blockquote><font color="#c00000">Kind? How many?</font></blockquote>', html=True)
    assert own_lines(message) == ["yes"]


def test_colours_of_mail_programs_are_no_answer() -> None:
    message = read(
        '<p>yes</p><blockquote><span style="color:#1F497D">Kind?</span> <a style="color:#1155cc">x.example</a> '
        "and more "
        "words</blockquote>",
        html=True,
    )
    assert own_lines(message) == ["yes"]


def test_unmarked_answer_in_colour_below_an_outlook_header_is_own() -> None:
    message = read(
        "<p>Answers below in red.</p><div><b>From:</b> Support<br><b>Sent:</b> 11 March 2026<br><b>Subject:</b> "
        "RE</div>"
        '<p>1. What do you send? <span style="color:red">Rent notices.</span></p><p>2. How many, please, in a '
        "month?</p>",
        html=True,
    )
    assert own_lines(message) == ["Answers below in red.", "Rent notices."]


def test_indented_words_are_own() -> None:
    body = '<p>ours:</p><blockquote style="margin:0 0 0 40px;border:none;padding:0px">receipts</blockquote>'
    assert own_lines(read(body, html=True)) == ["ours:", "receipts"]


@pytest.mark.parametrize("name", ["gmail_signature", "moz-signature", "ms-outlook-mobile-signature"])
def test_signature_of_the_mail_program_is_set_apart(name: str) -> None:
    message = read(f'<p>yes</p><div class="{name}">Pim<br>shop.example</div>', html=True)
    assert own_lines(message) == ["yes"]
    assert apart(message, Part.SIGNATURE) == ["Pim", "shop.example"]
