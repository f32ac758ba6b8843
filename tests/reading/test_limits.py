"""Mails made to hurt: each is read within bounded time. The limit is generous; the usual time is a tenth of it."""

import time

import pytest

from bot.core.conversation import Author
from bot.reading.messages import MAX_CHARACTERS, Comment, to_conversation

MILLION = 1_000_000
SECONDS = 1.5  # of the processor, for the two messages; others on the machine do not count

PLAIN = {
    "one word": "a",
    "spaces": " ",
    "line breaks": "\n",
    "tabs": "\t",
    "quote marks": ">",
    "quoted lines": ">\n",
    "spaced quote marks": "> ",
    "short lines": "a\n",
    "headers begun": "On Mon, 1\n",
    "headers": "On 1 Mar 2024 x@y.example wrote:\n",
    "senders": "From: a\n",
    "blocks": "From: a\nSent: b\n",
    "rulers": "---\n",
    "delimiters": "--\n",
    "underscores": "_",
    "boxes": "[ ] ",
    "unticked lines": "[ ] x\n",
    "password labels": "password ",
    "passwords": "password: a1B! ",
    "assignments": "pw=",
    "keys begun": "key-",
    "spaced keys": "key- abcd1 ",
    "hexadecimal": "0123456789abcdef",
    "addresses": "a@",
    "sites": "a.",
    "quotation marks": '"a ',
    "questions": "How do you use email? ",
    "notices": "We have your account. ",
    "before": "before ",
    "to": "to ",
    "footers begun": "this email ",
    "closings": "Best regards,\nJane\n",
    "cards": "Jane Doe\n+49 30 5550 772\n\n",
    "telephone": "0 1 2 3 4 ",
    "sent from": "sent from ",
    "private keys": "-----BEGIN PRIVATE KEY-----",
    "surrogates": "\ud800",
    "nul": "\0",
    "invisible": "\u200b",
    "turned around": "\u202e",
    "turned words": "\u202ea\u202c ",
    "joined letters": "a\u200d",
    "cells": "a\t",
    "row numbers": "1\tWhere do you source your list?\t",
    "what was done": "a - done ",
    "answered lines": "Reset your API key - done\n",
    "questions without marks": "How does your business use email - ",
    "platform's sentences": "Please reset your private API key and delete the old keys. ",
    "labels with a choice": "2FA, yes or no:\n",
    "quotation marks around": '"How do you use email? a" ',
    "key labels": "api key ",
    "keys in letters": "key- a b c d e ",
    "tokens": "eyJaaaaaaaaaaa.",
    "dated senders": "Date: 1.1.2026\nFrom: a\n",
    "rules of mails": "---- On 1 Mar 2026 a wrote ---\n",
    "absence": "thank you for your message until urgent contact ",
}
HTML = {
    "angles": "<",
    "ampersands": "&",
    "tags begun": "<a ",
    "paragraphs": "<p>x</p>",
    "quotations": "<blockquote>q<font color=red>a</font></blockquote>",
    "open quotations": "<blockquote>",
    "breaks": "<br>",
    "items": "<li>",
    "cells": "<td>x",
    "colours": '<span style="color:red">x</span>',
    "comments": "<!-- x -->",
    "comments begun": "<!--",
    "links": '<a href="http://e.example/">y</a>',
    "scripts": "<script>",
    "words": "x ",
    "declarations": '<p style="a:b;',
    "style sheets": "<style>.a{display:none}</style>",
    "classes": '<p class="a b c d">x',
    "gmail quotes": '<div class="gmail_quote">x',
    "boxes to tick": "<input type=checkbox>",
    "rows": "<tr><td>1<td>How do you use email?<td>x",
}
DEEP = {
    "deep divisions": "<div>" * 10_000 + "x" + "</div>" * 10_000,
    "deep quotations": "<blockquote>" * 10_000 + "x",
    "long style": '<p style="' + "a:b;" * 250_000 + '">x</p>',
    "many attributes": "<p " + "a=b " * 250_000 + ">x</p>",
    "rules": "<style>" + "p .a b{color:#fff}" * 20_000 + "</style>" + '<p class="a"><b>x' * 10_000,
    "rules for all": "<style>" + "* * * *{opacity:1}" * 20_000 + "</style>" + "<b>x" * 20_000,
    "open rules": "<style>" + "{" * 500_000,
    "open comments": "<style>" + "/*" * 250_000,
    "comments within": "<style>/*" + "a*" * 250_000,
    "selectors": "<style>" + ".a,b>" * 100_000 + "{display:none}",
    "many classes": '<style>.a{color:red}</style><p class="' + "a " * 250_000 + '">x</p>',
    "colours of every form": '<p style="color:rgb(' + "1 " * 250_000 + ')">x',
    "preformatted": "<pre>" + "x\n" * 500_000,
}


def read_in_time(body: str, html: bool) -> None:
    comments = [
        Comment(f"comment:{number}", author, body, html)
        for number, author in enumerate((Author.AGENT, Author.REQUESTER))
    ]
    begin = time.process_time()
    messages = to_conversation(body[:3_000], comments).messages
    assert time.process_time() - begin < SECONDS
    assert all(len(message.text) <= MAX_CHARACTERS for message in messages)


@pytest.mark.parametrize("piece", PLAIN.values(), ids=PLAIN.keys())
def test_megabyte_of_plain_text_is_read_in_time(piece: str) -> None:
    read_in_time(piece * (MILLION // len(piece)), html=False)


@pytest.mark.parametrize("piece", HTML.values(), ids=HTML.keys())
def test_megabyte_of_html_is_read_in_time(piece: str) -> None:
    read_in_time(piece * (MILLION // len(piece)), html=True)


@pytest.mark.parametrize("body", DEEP.values(), ids=DEEP.keys())
def test_deep_or_wide_html_is_read_in_time(body: str) -> None:
    read_in_time(body, html=True)
