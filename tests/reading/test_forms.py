"""Web forms, tables and checklists: what the customer fills in stays his word."""

import pytest

from tests.reading.reading import own_lines, read

FORMS = {
    "labels": "Name: Pim Smit\nEmail: pim@choir.example\nSubject: Sending limit\nMessage: Receipts, 400 a month.",
    "labels on lines of their own": "Name\nPim Smit\n\nEmail\npim@choir.example\n\nMessage\nReceipts, 400 a month.",
    "plugin": "From: Pim <pim@choir.example>\nSubject: limit\n\nMessage Body:\nReceipts, 400 a month.",
    "bold": "*Name:* Pim\n*Subject:* limit\n*Message:*\nReceipts, 400 a month.",
    "with a date": "Date: 3 March 2026\nFrom: Pim\nSubject: limit\nMessage: Receipts, 400 a month.",
    "with a sentence above": "You have a new submission from choir.example:\n\nName: Pim\nTopic: limit\nMessage: "
    "Receipts, 400 a "
    "month.",
    "german": "Name: Pim\nBetreff: Limit\nNachricht: Receipts, 400 a month.",
    "french": "Nom : Pim\nObjet : limite\nMessage : Receipts, 400 a month.",
    "spanish": "Nombre: Pim\nAsunto: límite\nMensaje: Receipts, 400 a month.",
    "ticket": "Category: Sending\nPriority: High\nDescription:\nReceipts, 400 a month.",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_web_form_is_own(form: str) -> None:
    message = read(form)
    assert not message.apart
    assert not message.automatic


def test_note_of_a_form_below_its_message_is_set_apart() -> None:
    note = "-- \nThis e-mail was sent from a contact form on Choir (https://choir.example)"
    assert own_lines(read(f"From: Pim\nSubject: limit\n\nMessage Body:\nReceipts.\n\n{note}"))[-1] == "Receipts."


STEPS = """Please return this list:

1. API key reset, old keys deleted
2. SMTP credentials reset for each domain
3. Password of each user reset
4. Two-factor authentication on for each user"""


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("[x] API key\n[ ] SMTP\n[X] passwords\n[] 2FA", ["[x] API key", "[X] passwords"]),
        ("☑ API key\n☐ SMTP\n☑️ passwords\n⬜ 2FA", ["☑ API key", "☑ passwords"]),
        ("✅ API key\n❌ SMTP\n✔️ passwords\n🔲 2FA", ["✅ API key", "❌ SMTP", "✔ passwords"]),
        ("🗹 API key\n◻️ SMTP\n✓ passwords\n▢ 2FA", ["🗹 API key", "✓ passwords"]),
        ("- [x] API key\n- [ ] SMTP\n* [x] passwords\n+ [ ] 2FA", ["- [x] API key", "* [x] passwords"]),
        ("1. [x] API key\n2. [ ] SMTP\n3) [x] passwords\n(4) [ ] 2FA", ["1. [x] API key", "3) [x] passwords"]),
        ("a) [x] API key\nb) [ ] SMTP", ["a) [x] API key"]),
        ("API key [x]\nSMTP [ ]\npasswords ☑\n2FA ☐", ["API key [x]", "passwords ☑"]),
        ("API key: [x]\nSMTP: [ ]", ["API key: [x]"]),
        ("API key ....... [x]\nSMTP .......... [ ]", ["API key ....... [x]"]),
        ("| API key | [x] |\n| SMTP | [ ] |", ["| API key | [x] |"]),
        ("API key reset\t✓\nSMTP reset\t☐", ["API key reset ✓"]),
        ("API key: (x) yes ( ) no\nSMTP: ( ) yes (x) no", ["API key: (x) yes", "SMTP: (x) no"]),
        ("API key: yes [x] no [ ]\nSMTP: yes [ ] no [x]", ["API key: yes [x]", "SMTP: no [x]"]),
        ("API key: ☒ yes ☐ no\nSMTP: ☐ yes ☒ no", ["API key: ☒ yes", "SMTP: ☒ no"]),
        ("[yes] API key\n[no] SMTP\n[done] passwords\n[ ] 2FA", ["[yes] API key", "[no] SMTP", "[done] passwords"]),
        ("[ x ] API key\n[  ] SMTP\n[_] passwords", ["[ x ] API key"]),
        ("[✓] API key\n[✔] SMTP\n[√] passwords\n[-] 2FA", ["[✓] API key", "[✔] SMTP", "[√] passwords", "[-] 2FA"]),
        ("[ ] SMTP (not yet, on Friday)", ["[ ] SMTP (not yet, on Friday)"]),
        ("[ ] SMTP - waiting for our programmer", ["[ ] SMTP - waiting for our programmer"]),
        ("SMTP - waiting for our programmer [ ]", ["SMTP - waiting for our programmer [ ]"]),
    ],
)
def test_returned_checklist_keeps_what_was_ticked_or_remarked(body: str, own: list[str]) -> None:
    lines = own_lines(read(f"Hello\n{body}\nbye now"))
    assert [" ".join(line.split()) for line in lines] == ["Hello", *own, "bye now"]


@pytest.mark.parametrize(
    "body",
    [
        "1. API key reset, old keys deleted - done\n2. SMTP credentials reset for each domain - done",
        "1. API key reset, old keys deleted: yes\n2. SMTP credentials reset for each domain: no",
        "1. API key reset, old keys deleted (done)\n2. SMTP credentials reset for each domain (not yet)",
        "1) API key reset, old keys deleted ✓\n2) ✗ SMTP credentials reset for each domain",
        "API key reset, old keys deleted = ok\nSMTP credentials reset for each domain = 2 of 3",
        "API key reset, old keys deleted\tyes\nSMTP credentials reset for each domain\t2/3",
        "done - API key reset, old keys deleted\npending - SMTP credentials reset for each domain",
    ],
)
def test_steps_returned_with_what_was_done_are_own(body: str) -> None:
    assert " ".join(own_lines(read(body, desk=STEPS))).split() == body.split()


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("<ul><li>[x] API key</li><li>[ ] SMTP</li></ul>", ["- [x] API key"]),
        (
            '<ul><li><input type="checkbox" checked> API key</li><li><input type="checkbox"> SMTP</li></ul>',
            ["- [x] API key"],
        ),
        (
            '<p><input checked="checked" type=checkbox disabled>API key</p><p><input type="CHECKBOX">SMTP</p>',
            ["[x] API key"],
        ),
        ("<p><input type=radio checked> yes <input type=radio> no</p>", ["[x] yes"]),
        ("<table><tr><td>API key</td><td>☑</td></tr><tr><td>SMTP</td><td>☐</td></tr></table>", ["API key ☑"]),
        (
            '<ul class="contains-task-list"><li><span>&#x2611;</span> API key</li><li><span>&#x2610;</span> SMTP</li>'
            "</ul>",
            ["- ☑ API key"],
        ),
        (
            "<ol><li>API key reset, old keys deleted<ul><li>done on Monday</li></ul></li><li>SMTP credentials reset "
            "for each "
            "domain<ul><li>two of three</li></ul></li></ol>",
            ["- done on Monday", "- two of three"],
        ),
        (
            "<ol><li>API key reset, old keys deleted<br>done on Monday</li><li>SMTP credentials reset for each "
            "domain<div>two "
            "of three</div></li></ol>",
            ["done on Monday", "two of three"],
        ),
        (
            "<table><tr><td>API key reset, old keys deleted</td></tr><tr><td>done on Monday</td></tr><tr><td>SMTP "
            "credentials "
            "reset for each domain</td></tr><tr><td>two of three</td></tr></table>",
            ["done on Monday", "two of three"],
        ),
        (
            "<dl><dt>API key reset, old keys deleted</dt><dd>done on Monday</dd><dt>SMTP credentials reset for each "
            "domain</dt>"
            "<dd>two of three</dd></dl>",
            ["done on Monday", "two of three"],
        ),
        (
            "<table><tr><td>API key reset, old keys deleted</td><td>done on Monday</td></tr><tr><td>SMTP credentials "
            "reset for "
            "each domain</td><td>two of three</td></tr></table>",
            ["API key reset, old keys deleted done on Monday", "SMTP credentials reset for each domain two of three"],
        ),
        ("<p>yes<sup>1</sup>, 5<sup>th</sup> of March</p>", ["yes1, 5th of March"]),
        ("<p>one</p><hr><p>two</p>", ["one", "two"]),
        ("<ul><li>a<ol><li>b<ul><li>c</li></ul></li></ol></li></ul>", ["- a", "1. b", "- c"]),
    ],
)
def test_lists_and_tables_of_a_returned_mail_are_read_cell_by_cell(body: str, own: list[str]) -> None:
    lines = own_lines(read(body, html=True, desk=STEPS))
    assert [" ".join(line.split()) for line in lines] == own
