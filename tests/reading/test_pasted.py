"""The desk's and the platform's words pasted back without a mark, and returned checklists."""

import pytest

from bot.core.conversation import Author, Part
from bot.reading.messages import Comment, to_conversation
from tests.reading.reading import apart, own_lines, read

QUESTIONS = """Your account is on probation. To lift it:

How does your business use email? Transactional, marketing, or both?
Where do you source your list? Please add URLs.
What's your expected monthly volume?"""

STEPS = """Reply with your answer behind each line.

1) API key reset / old keys expired:
2) SMTP and postmaster passwords per domain:
3) 2FA for all users (yes / no):"""

CHECKLIST = """Please tick and return:
[ ] API key reset and old key expired
[ ] SMTP credentials reset for each domain
[ ] 2FA enabled for all users"""


def test_desks_questions_pasted_back_are_set_apart() -> None:
    pasted = QUESTIONS.split("\n\n")[1]
    message = read(f"{pasted}\n\nWe are a co-working space.", desk=QUESTIONS)
    assert own_lines(message) == ["We are a co-working space."]
    assert apart(message, Part.QUOTED) == pasted.split("\n")


def test_answers_behind_pasted_questions_are_own() -> None:
    message = read(
        "1. How does your business use email? Transactional, marketing, or both? Receipts.\n"
        "Where do you source your list? Our till.\n"
        "* what's your expected monthly volume?  400",
        desk=QUESTIONS,
    )
    assert [line.split("  ")[-1].strip() for line in own_lines(message)] == ["Receipts.", "Our till.", "400"]


def test_labels_stay_with_their_answers_and_empty_ones_are_set_apart() -> None:
    message = read(
        "1) API key reset / old keys expired: y / y\n2) SMTP and postmaster passwords per domain:\n"
        "3) 2FA for all users (yes / no): yes",
        desk=STEPS,
    )
    assert own_lines(message) == [
        "1) API key reset / old keys expired: y / y",
        "3) 2FA for all users" + 11 * " " + ": yes",
    ]


@pytest.mark.parametrize("answer", ["transactional", "Transactional, marketing", "both", "marketing or both"])
def test_answer_in_the_words_of_the_question_is_own(answer: str) -> None:
    assert own_lines(read(answer, desk=QUESTIONS)) == [answer]


def test_third_partys_and_private_words_are_not_the_desks() -> None:
    comments = [
        Comment("comment:1", Author.AGENT, "the key is reset and old one expired", public=False),
        Comment("comment:2", Author.THIRD_PARTY, "every password of ours is reset"),
        Comment("comment:3", Author.REQUESTER, "the key is reset and old one expired\nevery password of ours is reset"),
    ]
    assert len(own_lines(to_conversation(None, comments).messages[-1])) == 2


def test_desks_own_questions_are_its_own_words() -> None:
    [message] = to_conversation(None, [Comment("comment:1", Author.BOT, f"{QUESTIONS}\n{CHECKLIST}")]).messages
    assert not message.apart


@pytest.mark.parametrize(
    "question",
    [
        "How does your business use email?",
        "How do you use e-mail?",
        "Please briefly describe how your business uses email: transactional, marketing, or both?",
        "What types of emails will you be sending: transactional, marketing, or both?",
        "Where do you source your database/list of email addresses?",
        "Where do you source your list of email addresses? Please include URLs.",
        "What is your expected monthly volume of messages?",
        "Q. What's your expected monthly volume?",
        "3) What is your expected monthly volume?",
    ],
)
def test_usual_question_is_set_apart_without_the_desks_mail(question: str) -> None:
    message = read(f"{question}\n400 a month")
    assert own_lines(message)[-1] == "400 a month"
    assert "?" not in message.own_words


NOTICES = {
    "probation": "Hello,\n\nWe've placed your account on probation. During this time you can send up to 100 "
    "messages per "
    "hour. To have it lifted please tell us how you use email, where you source your addresses incl. URLs, and your "
    "expected monthly volume.\n\nBest regards,\nThe Deliverability Team",
    "compromise": "We have detected activity that suggests your account may have been compromised. Before we "
    "can re-enable "
    "it we ask that you:\n\nReset your private API key and expire the old ones.\nReset the postmaster and SMTP "
    "credentials "
    "for each of your domains.\nReset the password of every user on the account.\nEnable two-factor "
    "authentication for each "
    "user.\n\nOnce this has been completed please reply to this ticket.",
    "compromise, one paragraph": "We have disabled your account as we believe that it was compromised. To have it "
    "re-enabled, please reset your private API key and expire the old ones, reset the SMTP credentials and "
    "enable two-factor "
    "authentication, then reply to this message.\n\nTrust & Safety",
    "steps": "Your account has been suspended.\nWhat to do next\nStep 1 Reset API key\nStep 2 Reset SMTP "
    "credentials\nStep 3 "
    "Reset user passwords\nStep 4 Enable 2FA\nStep 5 Contact us",
}


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES.keys())
def test_platforms_notice_pasted_is_set_apart(notice: str) -> None:
    kept = " ".join(own_lines(read(f"{notice}\n\nok i did first and last")))
    assert "ok i did first and last" in kept
    assert not {"reset", "volume", "2fa", "two-factor", "100"} & set(kept.lower().split())


def test_notice_between_quotation_marks_is_set_apart() -> None:
    message = read(
        'Got "Your account has been disabled because it appears to be compromised. Reset your private API key '
        "and enable "
        'two-factor authentication. Then reply: I have completed all the steps". Why?'
    )
    assert "".join(own_lines(message)).replace(" ", "") == "Got.Why?"


@pytest.mark.parametrize(
    "line",
    [
        "Your account has been disabled.",
        'It says "your account has been taken off probation", is that so?',
        "We have reset the API key and expired the old one.",
        "Reset the password of every user.",
        "Reset the private API key, done on Monday",
        "Please tell us who looks at this.",
        "How does our business use email: receipts",
        "Where we source our list: the till",
        "Our expected monthly volume is 400",
    ],
)
def test_customers_sentence_is_own(line: str) -> None:
    assert own_lines(read(line)) == [line]


def test_customers_report_between_notice_and_end_is_own() -> None:
    message = read(
        "Your account has been disabled.\n\nReset the API key and expired the old one.\nEnabled 2FA for all."
    )
    assert own_lines(message)[1:] == ["Reset the API key and expired the old one.", "Enabled 2FA for all."]


@pytest.mark.parametrize(
    ("line", "is_own"),
    [
        ("[ ] SMTP credentials reset for each domain", False),
        ("- [ ] smtp", False),
        ("* [] smtp", False),
        ("☐ SMTP credentials reset", False),
        ("□ SMTP credentials reset", False),
        ("( ) SMTP credentials reset", False),
        ("1. [ ] SMTP credentials reset", False),
        ("[x] SMTP credentials reset", True),
        ("[X] SMTP credentials reset", True),
        ("- [x] SMTP credentials reset", True),
        ("☑ SMTP credentials reset", True),
        ("☒ SMTP credentials reset", True),
        ("✓ SMTP credentials reset", True),
        ("smtp ✔✔✔ 3 domains", True),
        ("✗ SMTP, we'll get to it", True),
        ("[ ] change of SMTP password – we wait on the programmer", True),
        ("[ ] mail platform API key (Hanne, by Monday)", True),
    ],
)
def test_unticked_line_is_quotation_and_ticked_line_own(line: str, is_own: bool) -> None:
    assert own_lines(read(f"{line}\nbye")) == ([line, "bye"] if is_own else ["bye"])


def test_returned_checklist_keeps_ticks_and_added_remarks() -> None:
    message = read(
        "[x] API key reset and old key expired\n[ ] SMTP credentials reset for each domain\n"
        "[ ] 2FA enabled for all users --> 6/9, the rest on 1 April",
        desk=CHECKLIST,
    )
    assert own_lines(message) == ["[x] API key reset and old key expired", "--> 6/9, the rest on 1 April"]


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("Kind: [ ] Transactional [ ] Marketing [x] Both", "Kind: [x] Both"),
        ("Kind: [x] Transactional [ ] Marketing", "Kind: [x] Transactional"),
        ("Transactional [ ] Marketing [x]", "Marketing [x]"),
        ("Done? [ ] yes [ ] no", "Done?"),
    ],
)
def test_unticked_choices_of_a_line_are_quotation(line: str, own: str) -> None:
    assert " ".join(read(line).own_words.split()) == own
