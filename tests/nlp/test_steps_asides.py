import pytest

from bot.core.understanding import is_ready
from bot.nlp.pipeline import Pipeline
from bot.nlp.steps.asides import is_aside
from bot.nlp.steps.reserves import has_reserve
from tests.builders import COMPROMISE
from tests.nlp.test_pipeline import a_ticket

DONE = (
    "Our account was hacked last week and used for spam. The API key has been regenerated and the old one is deleted. "
    "The SMTP and postmaster passwords of all our domains have been reset. Every user has a new password and "
    "two-factor authentication is on for everybody. "
)
BESIDE = [
    "Sorry for the late reply, I was on holiday until yesterday.",
    "Our hosting company has not yet told us how the attackers got in.",
    "The cause was presumably an outdated plugin.",
    "The investigation is still in progress, but the leak itself has been closed.",
    "Nearly 20,000 mails went out before you stopped it.",
    "We don't need the dedicated IP any more, by the way.",
    "My husband is on holiday, so it was me who did it.",
    "Just shout if there is something else to be done.",
    "If something is missing, just tell me and I will do it straight away.",
    "We should have done this long before.",
    "My boss wants to know when this will be over.",
    "From now on we will rotate the keys every 90 days.",
    "Our Google Workspace passwords were changed too, to be on the safe side.",
    "Your chat agent was very helpful, thank you.",
    "Our lawyer has been informed about the incident.",
    "We will not send anything until you give us the green light.",
    "We have told our customers about the spam.",
]
OPEN = [
    "The police and the night shift are not yet through.",
    "Presumably the plugin's as well.",
    "The investigation of the other login is in progress.",
    "Sorry for the late reply, still struggling with hers.",
    "Almost, only the spam filter account is missing.",
    "My boss is on holiday, so I did not touch his.",
    "Jan is away, so I did it for the two others only.",
    "From now on all change passwords every 90 days, the first round is in March.",
    "We haven't touched a thing until someone tells us how they got in.",
    "Please reactivate us first, then we will do all of it.",
    "On GitHub I turned it on too.",
    "We also changed the Google password but not the one here.",
    "The newsletter is still sent with the previous key.",
    "Let us know if we may start.",
    "Could you expire it for me when you have time?",
]


@pytest.mark.parametrize("remark", BESIDE)
def test_a_remark_beside_the_steps_leaves_a_finished_report_ready(pipeline: Pipeline, remark: str) -> None:
    assert is_ready(COMPROMISE, pipeline.understand(a_ticket("Re: compromised account", DONE + remark)), 0.6)


@pytest.mark.parametrize(
    "remark",
    [
        "The investigation is still in progress, but the leak itself has been closed.",
        "Could you tell us how long the review takes?",
    ],
)
def test_a_remark_in_a_later_message_takes_nothing_back(pipeline: Pipeline, remark: str) -> None:
    assert is_ready(COMPROMISE, pipeline.understand(a_ticket("Re: compromised account", DONE, remark)), 0.6)


@pytest.mark.parametrize("sentence", OPEN)
def test_what_may_leave_a_step_open_is_no_aside(sentence: str) -> None:
    assert not is_aside(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Presumably the plugin's as well.",
        "Wegen der Polizei noch nicht bei allen.",
        "The police and the night shift are not yet through.",
        "Your colleague told me that it is fine.",
        "Almost, the spam kept us busy.",
        "D'abord réactivez le compte, ensuite on fera tout.",
        "Probably all of them, the attackers were quick.",
    ],
)
def test_a_reserve_in_a_sentence_that_may_be_about_a_step_holds(text: str) -> None:
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "Probablemente entraron por un plugin viejo.",
        "Sans doute un vieux plugin de notre site.",
        "Waarschijnlijk kwamen ze binnen via een oude plugin.",
        "The police have not yet found the attackers.",
    ],
)
def test_a_guess_at_the_cause_and_a_word_on_the_mail_are_no_reserve(text: str) -> None:
    assert not has_reserve(text)
