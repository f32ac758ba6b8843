"""HTML mail as the programs of customers make it: a reply above the desk's mail, and answers within it."""

import pytest

from bot.core.conversation import Part
from tests.reading.reading import apart, own_lines, read

ASKED = "<p>Hello Pim,</p><p>what do you send, and how many a month?</p>"

WORD = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>'
    '<meta name="Generator" content="Microsoft Word 15 (filtered medium)">'
    "<!--[if !mso]><style>v\\:* {{behavior:url(#default#VML);}}</style><![endif]-->"
    "<style><!-- /* Font Definitions */ @font-face {{font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}} "
    'p.MsoNormal, li.MsoNormal {{margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}} '
    "span.EmailStyle17 {{mso-style-type:personal-compose; color:windowtext;}} "
    "@page WordSection1 {{size:612.0pt 792.0pt; margin:70.85pt;}} div.WordSection1 {{page:WordSection1;}} --></style>"
    '<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026"/></xml><![endif]-->'
    '</head><body lang="EN-GB" link="#0563C1" vlink="#954F72" style="word-wrap:break-word">'
    '<div class="WordSection1">{}</div></body></html>'
)
WORD_HEADER = (
    '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">'
    '<b><span lang="EN-US">From:</span></b><span lang="EN-US"> Support &lt;s@desk.example&gt; <br><b>Sent:</b> '
    "Tuesday, March 3, 2026 9:14 AM<br><b>To:</b> Pim<br><b>Subject:</b> RE: limit<o:p></o:p></span></p></div></div>"
)

REPLIES = {
    "outlook desktop": WORD.format(
        '<p class="MsoNormal">Receipts, 400 a month.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        f"{WORD_HEADER}{ASKED}"
    ),
    "outlook desktop, signed": WORD.format(
        '<p class="MsoNormal">Receipts, 400 a month.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        '<p class="MsoNormal">Kind regards,<o:p></o:p></p><p class="MsoNormal"><b>Pim Smit</b><o:p></o:p></p>'
        '<p class="MsoNormal"><span style="font-size:8.0pt;color:gray">Head of Song | Choir Ltd<o:p></o:p></span></p>'
        '<p class="MsoNormal"><!--[if gte vml 1]><v:shape id="Picture_1"><v:imagedata src="cid:1"/></v:shape>'
        '<![endif]--><![if !vml]><img width="120" src="cid:image001.png@01D" alt="Choir logo"><![endif]><o:p></o:p></p>'
        f"{WORD_HEADER}{ASKED}"
    ),
    "outlook on the web": '<div style="font-family:Calibri"><div>Receipts, 400 a month.</div><div><br></div></div>'
    '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" '
    'dir="ltr"><font face="Calibri" color="#000000"><b>From:</b> Support<br><b>Sent:</b> Tuesday, March 3, 2026 9:14 AM'
    f"<br><b>To:</b> Pim<br><b>Subject:</b> Re: limit</font><div>&nbsp;</div></div><div>{ASKED}</div>",
    "new outlook": '<div class="elementToProof">Receipts, 400 a month.</div><div id="mail-editor-reference-message-'
    'container"><div class="ms-outlook-mobile-reference-message skipProofing"></div><div style="border:none;border-top:'
    'solid #B5C4DF 1.0pt"><b>Von:</b> Support<br><b>Datum:</b> Dienstag, 3. März 2026 um 09:14<br><b>An:</b> Pim<br><b>'
    f"Betreff:</b> Re: limit</div>{ASKED}</div>",
    "outlook mobile": '<div dir="ltr">Receipts, 400 a month.</div><div id="ms-outlook-mobile-signature" dir="ltr">Get '
    "<a "
    'href="https://aka.example/x">Outlook for iOS</a></div><hr style="display:inline-block;width:98%"><div '
    'id="divRplyFwdMsg"><b>From:</b> Support<br><b>Sent:</b> Tuesday<br><b>Subject:</b> Re: limit</div>' + ASKED,
    "gmail": '<div dir="ltr">Receipts, 400 a month.</div><br><div class="gmail_quote gmail_quote_container"><div '
    'dir="ltr" '
    'class="gmail_attr">On Tue, Mar 3, 2026 at 9:14&#8239;AM Support &lt;<a href="mailto:s@desk.example">s@desk.example'
    '</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid '
    f'rgb(204,204,204);padding-left:1ex">{ASKED}</blockquote></div>',
    "gmail, mobile": '<div dir="auto">Receipts, 400 a month.</div><br><div class="gmail_quote"><div dir="ltr">Support '
    "&lt;"
    's@desk.example&gt; schrieb am Di., 3. März 2026, 09:14:<br></div><blockquote class="gmail_quote" style="margin:0 '
    "0 0 "
    f'.8ex">{ASKED}</blockquote></div>',
    "gmail, forwarded": '<div dir="ltr">Receipts, 400 a month.<br><br><div class="gmail_quote"><div dir="ltr" '
    'class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Support</b> &lt;s@desk.example&gt;<br>Date: '
    f"Tue, Mar 3<br>Subject: limit<br>To: &lt;p@choir.example&gt;<br></div><br><br>{ASKED}</div></div>",
    "gmail, signed": '<div dir="ltr">Receipts, 400 a month.<div><br clear="all"><div><div dir="ltr" '
    'class="gmail_signature" '
    'data-smartmail="gmail_signature">Pim<br>choir.example</div></div></div></div><br><div class="gmail_quote"><div>On '
    "3/3/26 "
    f'Support wrote:</div><blockquote class="gmail_quote">{ASKED}</blockquote></div>',
    "apple": '<html><head></head><body style="line-break: after-white-space;">Receipts, 400 a month.<br '
    'id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 3 Mar 2026, at 09:14, Support '
    f'&lt;s@desk.example&gt; wrote:</div><br class="Apple-interchange-newline"><div>{ASKED}</div></blockquote></div>'
    f"</body>",
    "iphone": '<html><body dir="auto">Receipts, 400 a month.<br><br><div dir="ltr">Sent from my iPhone</div><div '
    'dir="ltr">'
    '<br><blockquote type="cite">On 3 Mar 2026, at 09:14, Support &lt;s@desk.example&gt; wrote:<br><br></blockquote>'
    "</div>"
    f'<blockquote type="cite"><div dir="ltr">\ufeff{ASKED}</div></blockquote></body></html>',
    "thunderbird": '<p>Receipts, 400 a month.</p><div class="moz-cite-prefix">On 3/3/26 09:14, Support wrote:<br></div>'
    f'<blockquote type="cite" cite="mid:x@desk.example">{ASKED}</blockquote>',
    "thunderbird, forwarded": '<p>Receipts, 400 a month.</p><div class="moz-forward-container"><br>-------- Forwarded '
    'Message --------<table class="moz-email-headers-table"><tbody><tr><th align="RIGHT">Subject: </th><td>limit</td>'
    "</tr>"
    "<tr><th>Date: </th><td>Tue, 3 Mar 2026</td></tr><tr><th>From: </th><td>Support &lt;s@desk.example&gt;</td></tr>"
    "<tr>"
    f"<th>To: </th><td>Pim</td></tr></tbody></table><br><br>{ASKED}</div>",
    "thunderbird, signed": '<p>Receipts, 400 a month.</p><pre class="moz-signature" cols="72">-- \nPim '
    "Smit\nchoir.example"
    f'</pre><div class="moz-cite-prefix">On 3/3/26, Support wrote:</div><blockquote type="cite">{ASKED}</blockquote>',
    "yahoo": '<div class="yahoo-style-wrap"><div dir="ltr">Receipts, 400 a month.</div><div><br></div></div><div '
    'id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted"><div style="font-family:Arial"><div>On Tuesday, March 3, 2026, '
    f"Support &lt;s@desk.example&gt; wrote:</div><div><br></div><div>{ASKED}</div></div></div>",
    "yahoo, mobile": '<div>Receipts, 400 a month.</div><div id="yMail_cursorElementTracker_1"><a '
    'href="https://m.example/x">'
    'Sent from Yahoo Mail on Android</a></div><blockquote style="margin: 0 0 20px 0;"><div style="font-family:Roboto">'
    f"<div>On Tue, Mar 3, 2026 at 9:14, Support</div><div>&lt;s@desk.example&gt; wrote:</div></div><div>{ASKED}</div>"
    "</blockquote>",
    "proton": '<div style="font-family: Arial">Receipts, 400 a month.</div><div class="protonmail_signature_block '
    'protonmail_signature_block-empty"></div><div class="protonmail_quote">On Tuesday, March 3rd, 2026 at 9:14 AM, '
    f'Support &lt;s@desk.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">{ASKED}</blockquote>'
    f"</div>",
    "proton, signed": '<div>Receipts, 400 a month.</div><div class="protonmail_signature_block"><div '
    'class="protonmail_signature_block-proton">Sent with <a href="https://proton.me/" target="_blank">Proton Mail</a> '
    f'secure email.</div></div><div class="protonmail_quote">On Tuesday, Support wrote:<blockquote>{ASKED}</blockquote>'
    f"</div>",
    "zoho": '<div>Receipts, 400 a month.</div><div class="zmail_extra_hr" style="border-top: 1px solid"></div><div '
    'class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- On Tue, 03 Mar 2026 09:14:22 +0100 <b>Support &lt;'
    "s@desk.example&gt;"
    f"</b> wrote ---</div><br><blockquote>{ASKED}</blockquote></div>",
    "tutanota": "<div>Receipts, 400 a month.</div><div>3 Mar 2026, 09:14 by s@desk.example:<br></div><blockquote "
    f'class="tutanota_quote" style="border-left: 1px solid #93A3B8;">{ASKED}</blockquote>',
    "fastmail": "<div>Receipts, 400 a month.</div><div><br></div><div>On Tue, 3 Mar 2026, at 9:14 AM, Support "
    "wrote:<br>"
    f'</div><blockquote type="cite" id="qt">{ASKED}</blockquote>',
    "web.de": '<div>Receipts, 400 a month.</div><div><div name="quote" style="margin:10px 5px; border-left:2px solid '
    f'#C3D9E5"><div><b>Gesendet:</b> Dienstag<br><b>Von:</b> Support</div><div name="quoted-content">{ASKED}</div>'
    f"</div>"
    "</div>",
    "web.de, new": '<div>Receipts, 400 a month.</div><div id="sub-body-container" class="mail_quote"><div><b>Gesendet:'
    f"</b>&nbsp;Dienstag, 3. März 2026 um 09:14<br><b>Von:</b>&nbsp;Support<br><b>Betreff:</b>&nbsp;x</div>"
    f"{ASKED}</div>",
    "zimbra": '<div><div>Receipts, 400 a month.</div><br><hr id="zwchr" data-marker="__DIVIDER__"><div '
    'data-marker="__HEADERS__"><b>From: </b>"Support"<br><b>To: </b>"pim"<br><b>Sent: </b>Tuesday<br><b>Subject: </b>'
    "Re: "
    f'limit</div><br><div data-marker="__QUOTED_TEXT__">{ASKED}</div></div>',
    "spark": '<div name="messageBodySection">Receipts, 400 a month.</div><div name="messageReplySection">On 3 Mar 2026 '
    "at "
    f'09:14 +0100, Support, wrote:<br><blockquote type="cite">{ASKED}</blockquote></div>',
    "front": '<div>Receipts, 400 a month.</div><br><div class="front-signature">Pim</div><div '
    f'>On March 3, 2026, Support &lt;s@desk.example&gt; wrote:</div><blockquote class="front-blockquote">'
    f"{ASKED}</blockquote>",
    "missive": '<div>Receipts, 400 a month.</div><div class="missive_quote">Am 3. März schrieb Support:'
    f"<blockquote>{ASKED}</blockquote></div>",
    "samsung": '<div dir="auto">Receipts, 400 a month.</div><div align="left" dir="auto" style="font-size:100%;'
    'color:#000000"><div>-------- Original message --------</div><div>From: Support &lt;s@desk.example&gt; </div><div>'
    "Date: "
    f"3/3/26  9:14  (GMT+01:00) </div><div>To: p@choir.example </div><div>Subject: limit </div><div><br></div></div>"
    f"{ASKED}",
    "mail.ru": '<div>Receipts, 400 a month.</div><blockquote style="border-left:1px solid #0857A6; margin:10px; '
    "padding:0 "
    f'0 0 10px;">Вторник, 3 марта 2026, 9:14 +03:00 от Support:<br>{ASKED}</blockquote>',
    "qq": '<div>Receipts, 400 a month.</div><div><includetail><div style="font:Verdana normal 14px">------------------ '
    'Original ------------------</div><div style="background:#efefef"><b>From: </b>Support<br><b>Date: </b>Tue, Mar 3, '
    f"2026<br><b>To: </b>pim<br><b>Subject: </b>limit</div>{ASKED}</includetail></div>",
    "163": '<div>Receipts, 400 a month.</div><p>At 2026-03-03 09:14:22, "Support" &lt;s@desk.example&gt; wrote:</p>'
    f'<blockquote id="isReplyContent" style="PADDING-LEFT: 1ex">{ASKED}</blockquote>',
    "notes": '<font face="sans-serif">Receipts, 400 a month.</font><br><br><font size=1 color=#5f5f5f>From: &nbsp; '
    "</font>"
    "<font size=1>Support/Desk</font><br><font size=1>To: </font><font>Pim/Choir</font><br><font size=1>Date: </font>"
    "<font "
    f"size=1>03/03/2026 09:14</font><br><font size=1>Subject: </font><font size=1>limit</font><hr noshade><br>{ASKED}",
    "zendesk": '<div>Receipts, 400 a month.</div><div class="zd-comment-wrapper"><p>##- Please type your reply above '
    "this "
    f"line -##</p><p>Support (Desk)</p><p>Mar 3, 2026</p>{ASKED}</div>",
    "horde": '<p>Receipts, 400 a month.</p><p>Zitat von Support &lt;s@desk.example&gt;:</p><blockquote type="cite" '
    f'style="border-left:2px solid blue">{ASKED}</blockquote>',
    "old word": "<p class=MsoNormal><span style='font-size:10.0pt;mso-ansi-language:EN-US'>Receipts, 400 a month.<o:p>"
    "</o:p>"
    "</span></p><p class=MsoNormal style='margin-left:35.4pt'><span style='font-size:10.0pt'>-----Original "
    "Message-----<br><b>"
    "<span style='font-weight:bold'>From:</span></b> Support [mailto:s@desk.example]<br><b>Sent:</b> Tuesday, March 3, "
    "2026 "
    f"9:14 AM<br><b>To:</b> Pim<br><b>Subject:</b> limit</span></p>{ASKED}",
}


@pytest.mark.parametrize("body", REPLIES.values(), ids=REPLIES.keys())
def test_reply_is_told_from_the_mail_below_it(body: str) -> None:
    message = read(body, html=True)
    assert own_lines(message) == ["Receipts, 400 a month."]
    assert any("what do you send" in line for line in apart(message, Part.QUOTED))


QUOTED_STYLE = "margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex"
INLINE = {
    "gmail": '<div class="gmail_quote"><div class="gmail_attr">On Tue, Mar 3, 2026 Support &lt;s@desk.example&gt; '
    "wrote:<br>"
    f'</div><blockquote class="gmail_quote" style="{QUOTED_STYLE}"><div>What do you send?</div></blockquote><div><br>'
    f"</div>"
    f'<div>Receipts.</div><div> </div><blockquote class="gmail_quote" style="{QUOTED_STYLE}"><div>How many?</div>'
    f"</blockquote>"
    "<div>400 a month.</div></div>",
    "apple": '<div><blockquote type="cite"><div>On 3 Mar 2026, at 09:14, Support wrote:</div><div>What do you '
    "send?</div>"
    '</blockquote><div>Receipts.</div><br><blockquote type="cite"><div>How many?</div></blockquote><div>400 a '
    "month.</div>"
    "</div>",
    "thunderbird": '<div class="moz-cite-prefix">On 3/3/26 09:14, Support wrote:<br></div><blockquote type="cite"><p>'
    "What do "
    'you send?</p></blockquote><p>Receipts.</p><blockquote type="cite"><p>How many?</p></blockquote><p>400 a month.</p>'
    "",
    "proton": '<div class="protonmail_quote">On Tuesday, Support &lt;s@desk.example&gt; wrote:<br><blockquote '
    'class="protonmail_quote">What do you send?</blockquote><div>Receipts.</div><blockquote class="protonmail_quote">'
    "How "
    "many?</blockquote><div>400 a month.</div></div>",
    "yahoo": '<div class="yahoo_quoted"><div>On Tuesday, Support &lt;s@desk.example&gt; wrote:</div><blockquote>What '
    "do you "
    "send?</blockquote><div>Receipts.</div><blockquote>How many?</blockquote><div>400 a month.</div></div>",
    "zoho": '<div class="zmail_extra"><div>---- On Tue, 03 Mar 2026 Support &lt;s@desk.example&gt; wrote ---</div>'
    "<blockquote>"
    "What do you send?</blockquote><div>Receipts.</div><blockquote>How many?</blockquote><div>400 a month.</div></div>",
    "outlook, in blue": WORD.format(
        f'{WORD_HEADER}<p class="MsoNormal">What do you send? <span style="color:#0070C0">Receipts.<o:p></o:p></span>'
        f"</p>"
        '<p class="MsoNormal">How many, in an ordinary month, do you expect? <span style="color:#0070C0">400 a '
        "month.</span></p>"
        '<p class="MsoNormal">Regards, Wes</p>'
    ),
    "outlook, with a border": '<div style="border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt"><p>What '
    "do "
    'you send?</p></div><p>Receipts.</p><div style="border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm '
    '4.0pt"><p>'
    "How many?</p></div><p>400 a month.</p>",
    "highlighted": f'{WORD_HEADER}<p>What do you send? <span style="background:yellow;mso-highlight:yellow">'
    f"Receipts.</span>"
    '</p><p>How many do you expect to send in a month? <span style="background-color:yellow">400 a month.</span></p><p>'
    "Best "
    "regards, Wes of the desk</p>",
}


@pytest.mark.parametrize("body", INLINE.values(), ids=INLINE.keys())
def test_answers_within_the_quoted_mail_are_own(body: str) -> None:
    assert own_lines(read(body, html=True)) == ["Receipts.", "400 a month."]


QUESTIONS = (
    "<p>Hello,</p><ol><li>How does your business use email?</li><li>Where do you source your list?</li>"
    "<li>What is your expected monthly volume?</li></ol><p>Your answers:</p><p>What we send, with an example:</p>"
    "<p>Messages we expect to send a month, as a number:</p>"
)


@pytest.mark.parametrize(
    ("body", "own"),
    [
        (
            f"{WORD_HEADER}<p>Hello,</p><ol><li>How does your business use email?</li></ol><p>Receipts for tickets.</p>"
            f"<ol "
            'start="2"><li>Where do you source your list?</li></ol><p>The box office.</p><ol start="3"><li>What is '
            "your "
            "expected monthly volume?</li></ol><p>400.</p>",
            ["Receipts for tickets.", "The box office.", "400."],
        ),
        (
            '<blockquote type="cite"><ol><li>How does your business use email?<br>Receipts for tickets.</li><li>Where '
            "do you "
            "source your list?<br>The box office.</li></ol></blockquote>",
            ["Receipts for tickets.", "The box office."],
        ),
        (
            '<blockquote type="cite"><ol><li>How does your business use email?<ul><li>Receipts for tickets.</li></ul>'
            "</li>"
            "<li>Where do you source your list?<ul><li>The box office.</li></ul></li></ol></blockquote>",
            ["- Receipts for tickets.", "- The box office."],
        ),
        (
            '<blockquote type="cite"><p>What we send, with an example: receipts</p><p>Messages we expect to send a '
            "month, as "
            "a number: 400</p></blockquote>",
            ["receipts", "400"],
        ),
        (
            "<ol><li>How does your business use email?<ul><li>Receipts for tickets.</li></ul></li><li>Where do you "
            "source "
            "your list?<ul><li>The box office.</li></ul></li></ol>",
            ["- Receipts for tickets.", "- The box office."],
        ),
        (
            "<table border=1><tr><th>Question</th><th>Our answer</th></tr><tr><td>How does your business use "
            "email?</td><td>"
            "Receipts for tickets.</td></tr><tr><td>What is your expected monthly volume?</td><td><p>400</p></td></tr>"
            "</table>",
            ["Question\tOur answer", "Receipts for tickets.", "400"],
        ),
        (
            "<table><tr><td>1</td><td>Where do you source your list?</td><td>box office</td></tr><tr><td>2</td><td>"
            "What is "
            "your expected monthly volume?</td><td>400</td></tr></table>",
            ["box office", "400"],
        ),
        (
            "<p>How does your business use email? <b>Receipts for tickets.</b></p><p><i>What is your expected monthly "
            "volume?"
            "</i><br>400</p>",
            ["Receipts for tickets.", "400"],
        ),
    ],
)
def test_answers_beside_the_desks_questions_are_own(body: str, own: list[str]) -> None:
    message = read(body, html=True, desk=QUESTIONS, desk_html=True)
    assert [" ".join(line.split()) for line in own_lines(message)] == [" ".join(line.split()) for line in own]
