"""What later messages make of earlier ones: they close what stood open, go on with the desk's list, or take back."""

import pytest

from bot.core.checklist import Status
from bot.core.conversation import Author, Message
from bot.nlp.steps import load_step_reader
from bot.nlp.steps.statuses import MODEL
from bot.nlp.view import View, to_view

STEPS = ("api_key", "smtp_credentials", "user_passwords", "two_factor")
KEY_AND_SMTP = "The API key is reset and the old one deleted. SMTP and postmaster passwords are new on both domains. "
ALL = KEY_AND_SMTP + "Every user has a new password and 2FA is on for everybody."
ONE_LACKING = KEY_AND_SMTP + "All users have new passwords. 2FA is on for all of us except Mabel."
TWO_LACKING = KEY_AND_SMTP + "All users have new passwords. 2FA is on for all of us except Mabel and Otto."
PARTNER_LACKING = KEY_AND_SMTP + "My own password is changed and my 2FA is on, only my partner still has to do both."
WAITING = "A desk's word: tell us when that is done."
LEFT = "Thanks! That leaves the passwords of all users and two-factor authentication for each user."
LIST = (
    "Please do the following:\n1. Reset the private API key and delete the old one\n2. Reset SMTP and postmaster "
    "passwords\n3. Reset the password of each user\n4. Enable two-factor authentication for each user"
)
HURRY = "No hurry, take your time."


def read(*messages: str) -> dict[str, tuple[Status, bool]]:
    """The newest word on each step, and whether it is agreed; every other message is the desk's."""
    views: list[View] = []
    for at, text in enumerate(messages):
        if at % 2 == 0:
            asked = messages[at - 1] if at else ""
            views.append(to_view(Message(f"comment:{at + 1}", Author.REQUESTER, text), asked))
    found = load_step_reader(MODEL.parent).find_steps(views)
    return {finding.item: (finding.status, finding.agreed) for finding in found}


def list_done(*messages: str) -> str:
    """The steps that are done, each by its place: "124"."""
    read_steps = read(*messages)
    return "".join(
        str(n) for n, step in enumerate(STEPS, 1) if read_steps.get(step, (Status.UNSTATED,))[0] is Status.DONE
    )


@pytest.mark.parametrize(
    "text",
    [
        "Mabel too now!",
        "She has it as well now.",
        "Mabel: done",
        "Mabel heeft het nu ook.",
        "Mabel hat es jetzt auch.",
        "Mabel l'a maintenant aussi.",
        "Mabel ya lo tiene también.",
        "Ora ce l'ha anche Mabel.",
        "Mabel's done too.",
    ],
)
def test_the_last_person_closes_the_step(text: str):
    assert list_done(ONE_LACKING, WAITING, text) == "1234"


@pytest.mark.parametrize(
    "text",
    [
        "Mabel is on holiday.",
        "Mabel will do it tomorrow.",
        "I told Mabel.",
        "Thanks, Mabel says hello too.",
        "Has Mabel done it too?",
        "Tried a third phone too.",
        "I have forwarded this to Mabel now.",
    ],
)
def test_a_word_on_the_last_person_that_tells_of_no_doing_closes_nothing(text: str):
    assert list_done(ONE_LACKING, WAITING, text) == "123"


def test_one_of_two_persons_closes_nothing():
    assert list_done(TWO_LACKING, WAITING, "Mabel too now.") == "123"
    assert list_done(TWO_LACKING, WAITING, "Mabel and Otto have it too now.") == "1234"


@pytest.mark.parametrize("text", ["partner done", "He has done both now.", "Partner: finished"])
def test_a_partner_closes_what_he_had_left(text: str):
    assert list_done(PARTNER_LACKING, WAITING, text) == "1234"


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("the last two: done this morning", "1234"),
        ("Both done.", "1234"),
        ("The rest is done too.", "1234"),
        ("ok doing it", "12"),
        ("A colleague will see to the rest.", "12"),
        ("I'll write to you about the rest.", "12"),
    ],
)
def test_what_the_desk_names_as_left_is_closed(text: str, done: str):
    assert list_done(KEY_AND_SMTP, LEFT, text) == done


@pytest.mark.parametrize(
    ("texts", "done"),
    [
        (("1 2 and 3 done, 4 tonight",), "123"),
        (("1 2 and 3 done", "Great, and number 4?", "4 is done now"), "1234"),
        (("Eins, zwei und drei erledigt. Vier mache ich heute Abend.",), "123"),
        (("Eins: erledigt. Zwei: erledigt. Drei: noch nicht. Vier: erledigt.",), "124"),
        (("will look", HURRY, "1-4 all done"), "1234"),
        (("will look", HURRY, "all four done now"), "1234"),
        (("will look", HURRY, "Yes please hurry"), ""),
    ],
)
def test_numbers_stay_those_of_the_desks_list(texts: tuple[str, ...], done: str):
    assert list_done("We were hacked", LIST, *texts) == done


def test_a_holding_mail_leaves_the_question():
    asked = "Two things are left: (1) the API key has to be reset and (2) the SMTP passwords. Have both been done?"
    assert list_done("We were hacked.", asked, "I passed it on.", HURRY, "Yes to both, he did them today.") == "12"


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, scrap that, Edda never got round to hers.",
        "Forget what I wrote earlier please.",
        "We switched it back off for our bookkeeper.",
        "Oops, looks like I did all that in our Shopify.",
        "It seems Kurt was pulling my leg, he hasn't done his.",
        "Just discovered the accountant never set it up.",
        "I was a bit hasty, we still have to do two of them.",
        "Turns out the passwords I changed were the ones for WordPress.",
        "I thought Kurt had done it. He had not.",
        "Please don't open it yet, one of us isn't through.",
        "Wait, we found another login.",
        "Kommando zurück, bei Frau Beck fehlt es noch.",
        "Leider habe ich mich geirrt.",
        "Resulta que no, Pedro no lo ha hecho.",
        "En fait Paul ne l'a pas fait.",
        "Me enganei, falta a Joana.",
        "In realtà Carla non l'ha fatto.",
        "Toch niet, Piet heeft het nog niet gedaan.",
        "Jednak Ania tego nie zrobiła.",
    ],
)
def test_what_is_taken_back_in_whatever_words_is_not_agreed(text: str):
    found = read(ALL, "Thank you, we are looking into it.", text)
    assert any(found[step] != (Status.DONE, True) for step in ("user_passwords", "two_factor", "smtp_credentials"))


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for the quick answer!",
        "Any news?",
        "Our customers are waiting, the season does not.",
        "Our hoster has looked as well and found nothing more.",
    ],
)
def test_what_takes_nothing_back_leaves_all_agreed(text: str):
    assert all(word == (Status.DONE, True) for word in read(ALL, "Thank you.", text).values())


def test_a_part_that_is_taken_back_leaves_a_part():
    found = read(ALL, "Thank you.", "I have to correct that: Edda has not changed her password after all.")
    assert found["user_passwords"][0] is Status.PARTIAL
    assert found["api_key"] == (Status.DONE, True)


def test_a_part_that_is_still_open_stays_a_part():
    found = read(ONE_LACKING, WAITING, "Mabel will do it on Friday.")
    assert found["two_factor"][0] is Status.PARTIAL
