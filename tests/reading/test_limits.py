"""Mails made to hurt: each is read within bounded time. The limit is generous; the usual time is a tenth of it."""

import time

import pytest

from bot.core.conversation import Author
from bot.reading.messages import MAX_CHARACTERS, Comment, to_conversation

MILLION = 1_000_000
SECONDS = 1.5  # for the two messages, on a busy machine

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
}
DEEP = {
    "deep divisions": "<div>" * 10_000 + "x" + "</div>" * 10_000,
    "deep quotations": "<blockquote>" * 10_000 + "x",
    "long style": '<p style="' + "a:b;" * 250_000 + '">x</p>',
    "many attributes": "<p " + "a=b " * 250_000 + ">x</p>",
    "preformatted": "<pre>" + "x\n" * 500_000,
}


def read_in_time(body: str, html: bool) -> None:
    comments = [
        Comment(f"comment:{number}", author, body, html)
        for number, author in enumerate((Author.AGENT, Author.REQUESTER))
    ]
    begin = time.perf_counter()
    messages = to_conversation(body[:3_000], comments).messages
    assert time.perf_counter() - begin < SECONDS
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
