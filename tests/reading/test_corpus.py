"""Mails and tickets kept beside the project: other people's mail, read where it is at hand."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.core.conversation import Author, Message
from bot.reading.messages import Comment, to_conversation
from tests.reading.reading import own_lines, read

SHARED = Path(__file__).parents[3] / "shared"
MAILS = SHARED / "contracts" / "mail" / "mail-parser-reply"
TICKETS = SHARED / "tickets" / "train"

# For each mail: a few words that the writer says, and a few that stand in what he quotes, signs or is made to add.
SEEN = {
    "begins_with_signature": (["I have sent an invite", "can join"], ["am pacific is good", "Original", "duplicates"]),
    "caution": (["file for 31st August", "job at our end"], ["CAUTION", "privileged", "Every effort is made"]),
    "caution2": (["trying to place an order", "time sensitive"], ["Disclaimer", "scanned for viruses"]),
    "correct_sig": (["a correct -- signature"], ["rick"]),
    "email_1_1": (["clear a Riak bucket", "Java HTTP API"], ["mailing list", "listinfo"]),
    "email_1_3": (["Oh thanks.", "would be great"], ["call delete for each", "Russell Brown", "listinfo"]),
    "email_1_4": (["another problem with it"], ["Loader seems", "defunkt"]),
    "email_1_5": (["first bullet point", "wraps to the second line", "for a while"], []),
    "email_1_6": (["proper rendering as well"], ["Corey Donohoe", "caching related", "wrote:"]),
    "email_1_7": ([":+1:"], ["Steps 0-2", "Chris Wanstrath"]),
    "email_1_8": (["reply under this one", "and under this."], ["okay?", "stuff I can write", "this is my signature"]),
    "email_2_1": (["Outlook with a reply"], ["Google Apps Sync", "bug fixes"]),
    "email_2_2": (["Outlook with a reply directly"], ["new comment has been added"]),
    "email_2_3": (["unusual format"], ["Kim via Site", "tale aliquam"]),
    "email_3_1": (["First reply.", "nothing too hard"], ["second test reply", "Veeam", "Fifth reply"]),
    "email_bullets": (
        ["this should list second", "how about bullets", "and another"],
        ["applied what they", "Joe Smith"],
    ),
    "email_danish_1": (["Det lyder godt"], ["Hvordan går det", "skrev", "Anders Andersen"]),
    "email_danish_2": (["modtaget filerne"], ["Her er filerne", "Sendt:"]),
    "email_danish_3": (["Svar."], ["Oprindelig besked"]),
    "email_danish_4": (["Svar."], ["Oprindelig", "Emne:"]),
    "email_danish_5": (["Svar."], []),
    "email_gmail": (["test for inbox replying"], ["how outdated", "Steven Scott"]),
    "email_headers_no_delimiter": (["And another reply!"], ["A reply", "second line", "Sent from my"]),
    "email_ja_1_1": (["こんにちは"], []),
    "email_ja_1_2": (["11:00 にお待ち"], ["かしこまりました", "田中太郎"]),
    "email_nl_1_1": (["Java HTTP API"], ["mailing list"]),
    "email_nl_1_2": (["Outlook met een antwoord"], ["Verzonden", "bugfixes"]),
    "email_one_is_not_on": (["One outstanding question", "when I run"], ["lastLocation", "Dave Tapley"]),
    "email_partial_quote_header": (["On your remote host", "the tunnel is not working"], ["odd issue", "George"]),
    "email_pl_1_1": ([], ["Wysłano"]),
    "email_pl_1_2": ([], ["Wysłano", "A ty?"]),
    "email_pl_1_3": ([], ["Wysłano"]),
    "email_sent_from_BlackBerry": (["another email"], ["BlackBerry"]),
    "email_sent_from_iPhone": (["another email"], ["iPhone"]),
    "email_sent_from_multi_word_mobile_device": (["another email"], ["Verizon"]),
    "email_sent_from_not_signature": (["another email", "Sent from my desk"], []),
    "email_sig_delimiter_in_middle_of_line": (["a fix -- this is not", "kthxbai"], []),
    "email_sv_anon_1": (["Berättar gärna", "till kl 15"], ["mitt sena svar", "070-0000000", "skrev"]),
    "email_swedish_1": (["mitt sena svar", "vilket företag"], ["sista försök", "skrev"]),
    "email_swedish_2": (["I have a contract", "once I am available"], ["85 million users", "skrev"]),
    "forward": (["Can I get 1 Arrival", "Thank you."], []),
    "greedy_on": (["On your remote host", "tunnel is not working"], ["odd issue", "Reply to this email"]),
    "multi_header": (["start a new order"], ["unable to add items", "couple of new items", "confirm to you"]),
    "multiline_on": ([], ["reply.github.com", "John Doe"]),
    "multiline_on_de": (["Am heutigen Tage"], ["noreply@", "schrieb"]),
    "outlook": (["clear a Riak bucket", "My number is"], ["Get Outlook"]),
    "pathological": (["onto something", "back to a computer"], ["reference sequence", "John Sullivan"]),
}

needs_mails = pytest.mark.skipif(not MAILS.is_dir(), reason="the kept mails are not at hand")


@needs_mails
@pytest.mark.parametrize(("name", "said", "not_said"), [(name, *seen) for name, seen in SEEN.items()], ids=SEEN.keys())
def test_kept_mail_keeps_its_reply_and_no_more(name: str, said: list[str], not_said: list[str]) -> None:
    own = " ".join(own_lines(read((MAILS / f"{name}.txt").read_text("utf-8"))))
    assert [words for words in said if words not in own] == []
    assert [words for words in not_said if words in own] == []


@needs_mails
def test_every_kept_mail_is_looked_at() -> None:
    assert {path.stem for path in MAILS.glob("*.txt")} == set(SEEN)


def to_said(record: dict[str, Any]) -> list[Message]:
    authors = {"customer": Author.REQUESTER, "agent": Author.AGENT}
    comments = [
        Comment(f"comment:{number}", authors[comment["author"]], comment["body"], bool(record.get("html")))
        for number, comment in enumerate(record["comments"])
    ]
    return list(to_conversation(record.get("subject"), comments).said_by_requester())


@pytest.fixture(scope="module")
def tickets() -> list[tuple[dict[str, Any], list[Message]]]:
    """The labelled tickets, each with what its requester says."""
    if not TICKETS.is_dir():
        pytest.skip("the labelled tickets are not at hand")
    lines = (line for path in sorted(TICKETS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [(record, to_said(record)) for record in map(json.loads, lines) if "comments" in record]


def to_compared(quote: str, html_body: bool) -> str:
    text = html.unescape(re.sub(r"</?[a-z][^<>]{0,200}>", " ", quote)) if html_body else quote
    return re.sub(r"\s+", "", text)


def test_evidence_of_the_labelled_tickets_stands_in_own_words(
    tickets: list[tuple[dict[str, Any], list[Message]]],
) -> None:
    quotes, swallowed = 0, []
    for record, said in tickets:
        own = re.sub(r"\s+", "", " ".join(message.own_words for message in said))
        masked = any(message.secrets for message in said)
        for name, evidence in record["evidence"].items():
            if name in ("secret_in_ticket", "prompt_injection") or masked:
                continue
            quotes += len(evidence)
            swallowed += [(record["id"], q) for q in evidence if to_compared(q, bool(record.get("html"))) not in own]
    assert quotes > 4_000
    assert swallowed == []


def test_secrets_of_the_labelled_tickets_are_masked_and_nothing_else(
    tickets: list[tuple[dict[str, Any], list[Message]]],
) -> None:
    told = {record["id"] for record, _ in tickets if "secret_in_ticket" in record["risk"]}
    masked = {record["id"] for record, said in tickets if any(message.secrets for message in said)}
    assert masked == told
