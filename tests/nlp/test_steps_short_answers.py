"""Short answers to the desk: what closes the last open thing closes it, and what only sounds so does not."""

import pytest

from bot.assess import assess_record, read_record
from bot.nlp.pipeline import Pipeline
from bot.procedures import load_procedures

HACKED = "Our account got hacked. Key rotated and the old one deleted"
ASKED = {  # what was told, and what the desk asked for then
    "marcus": (
        f"{HACKED}, SMTP and postmaster reset for all domains, all passwords reset. 2FA is on for everyone but Marcus.",
        "Thanks. Please let us know when Marcus is on 2FA.",
    ),
    "second factor": (
        f"{HACKED}, SMTP and postmaster reset for all domains, all passwords reset. 2FA not yet.",
        "Thanks. Please turn on two-factor authentication for every user and write back.",
    ),
    "domain": (
        f"{HACKED}, all passwords reset, 2FA on for everybody. SMTP: shop.example is reset, news.example not yet.",
        "Thanks. Please reset news.example as well and tell us.",
    ),
    "old key": (
        "Our account got hacked. New key is in place, the old one still works until Friday. SMTP and postmaster reset "
        "for all domains, all passwords reset, 2FA on for everybody.",
        "Thanks. Please delete the old key and tell us.",
    ),
    "which": (
        "Someone sent spam through our account!!",
        "Please do these four steps: 1) reset your API key 2) reset SMTP credentials of each domain 3) reset every "
        "user's password 4) enable 2FA for every user. Which are done?",
    ),
    "rest": (
        "Someone sent spam through our account. I have reset the SMTP passwords for all 3 domains, postmaster "
        "included, and the API key, old one deleted.",
        "Thank you. Still open are: the passwords of all users and two-factor authentication for all users.",
    ),
    "passwords": (
        "Someone got into our account. Key new and the old one revoked, SMTP reset for all domains and postmaster, 2FA "
        "on for all. Passwords: 4 of 6.",
        "Thanks, then we wait for the other two.",
    ),
}
CLOSING = {
    "marcus": "Marcus has it now.|Marcus done.|Done for Marcus.|He's got it now too.|Marcus enabled it this morning.|"
    "Now all of us have it.|Marcus's is on.|He did it.|We removed Marcus from the account.|That's done now.|done|"
    "sorted|2FA is on for Marcus as well.|Marcus too.|Marcus has switched it on.|"
    "Yes, Marcus is done as well now. Can you unblock us please?|He has it now. Thanks for your patience!",
    "second factor": "It's on now.|2FA on.|2FA enabled for everyone.|done|that too|Now on for all 3 of us.|Enabled.|"
    "Just turned it on.|On for everybody as of 10 am.|We all have it now.|Did that.|OK it's activated everywhere.",
    "domain": "The second one is done too.|The other one too now.|Both done now.|All domains now.|done|"
    "news.example: done.|That one's reset too.|The second domain's SMTP password has been changed now.",
    "old key": "The old key is gone now.|It expired today.|Deleted it.|It's deleted.|gone|done|Old one deleted.|"
    "The old one has been revoked.|Has been deleted, thanks.",
    "which": "All of them.|all four|1-4 done|yes all|All done now.|We've done all 4 steps.|Completed.|"
    "1, 2, 3 and 4 are done.|1) done 2) done 3) done 4) done|All four steps are complete, please re-enable us.",
    "rest": "The rest is done now.|Rest done.|The rest has been done.|Both done.|done|those are done too|"
    "Those two are done as well.|Did the other two today.|We did both this morning.|The remaining two are finished.|"
    "Both steps completed for all users.",
    "passwords": "6 of 6 now.|The other two are done.|The last two did theirs.|all six now|done|"
    "The remaining two have reset theirs today.|Now all of them.|Other two finished.|They've both done it.",
}
OPEN = {
    "marcus": "ok|He's on it.|Marcus is on it now.|We're on it.|Marcus today.|I have it now.|Mine is done.|"
    "Marcus does it today.|Marcus will.|Marcus has it now, I think.|Marcus got the link now.|Eva has it now.|Eva too.|"
    "yes|will do|is it done|done?|Marcus has it now, Eva no longer.|Marcus should have it now.|"
    "Marcus probably has it now.|Eva and Tom have it now.|Marcus has it on his work phone, I hope.|"
    "Marcus has a new phone now.|Marcus is back today.|Done for Eva.|Thanks!|Please unblock us now.|"
    "on Monday for Marcus",
    "second factor": "ok|Sure, done soon.|I turned it on for me.|On for some.|Done, except for Bob.|On it.|"
    "I think it is on.|"
    "It should be on.|half of us|almost",
    "domain": "ok|The first one is done.|news.example next week.|the other one tomorrow|only the first",
    "old key": "ok|The new one works.|New key is in place everywhere.|We regenerated it again.|"
    "I removed it from the code.|"
    "Deleted the old mails.|Nobody uses the old one any more.",
    "which": "ok|1 and 2|most|nearly all|all but the last|None.|none yet|All of them tomorrow.|all in progress|half",
    "rest": "ok|passwords done|The rest tomorrow.|Half of the rest is done.|One of the two is done.",
    "passwords": "ok|5 of 6 now.|one more is done|one of the two did|I reminded them.|5/6",
}


def is_ready(pipeline: Pipeline, scene: str, answer: str) -> bool:
    told, asked = ASKED[scene]
    bodies = (("customer", told), ("agent", asked), ("customer", answer))
    comments = [{"author": author, "body": body} for author, body in bodies]
    record = {"id": "1", "source": "email", "subject": "", "comments": comments}
    return bool(assess_record(read_record(record), pipeline, load_procedures())["ready"])


@pytest.mark.parametrize("scene", ASKED)
def test_answer_that_closes_what_was_open_makes_ready(pipeline: Pipeline, scene: str) -> None:
    assert [answer for answer in CLOSING[scene].split("|") if not is_ready(pipeline, scene, answer)] == []


@pytest.mark.parametrize("scene", ASKED)
def test_answer_that_only_sounds_like_it_does_not(pipeline: Pipeline, scene: str) -> None:
    assert [answer for answer in OPEN[scene].split("|") if is_ready(pipeline, scene, answer)] == []


def test_none_is_a_yes_to_what_is_open_and_a_no_to_what_is_done(pipeline: Pipeline) -> None:
    told, asked = ASKED["which"]
    comments = [{"author": "customer", "body": told}, {"author": "agent", "body": asked.replace("done", "still open")}]
    comments.append({"author": "customer", "body": "None."})
    record = {"id": "1", "source": "email", "subject": "", "comments": comments}
    assert assess_record(read_record(record), pipeline, load_procedures())["ready"]
    assert not is_ready(pipeline, "which", "None.")


LISTED = (
    "Our account was hacked and disabled, what do we do?",
    "Please do the following:\n1. Reset your private API key and expire the old one\n2. Reset the SMTP and postmaster "
    "passwords of every domain\n3. Reset the password of every user\n4. Enable two-factor authentication for every "
    "user\nTell us when all is done.",
)
WHOLE = (
    "All done.|Everything is done.|All four steps are done.|I have completed all the steps.|Done!|1-4 done.|All 4 done|"
    "We did 1, 2, 3 and 4.|Steps 1 to 4: done.|1. done 2. done 3. done 4. done|1 done, 2 done, 3 done, 4 done|"
    "1) yes\n2) yes\n3) yes\n4) yes|1. ok\n2. ok\n3. ok\n4. ok|All measures have been implemented.|Yes, all done."
)
NOT_WHOLE = (
    "Almost done.|All but the last.|1, 2 and 3 done.|1-3 done, 4 tomorrow.|Will do.|Done with the first two.|"
    "1. done\n2. done\n3. done\n4.|1. done\n2. done\n3. done|1. ok\n2. ok\n3. ?\n4. ok|"
    "1) yes\n2) yes\n3) no\n4) yes|"
    "All done for me, my colleague follows.|Everything noted, we'll get to it.|all done hopefully by tonight|"
    "My developer says he'll do everything.|Everything's done but the old key is still alive.|all? no"
)


def read_listed(pipeline: Pipeline, answer: str) -> bool:
    bodies = (("customer", LISTED[0]), ("agent", LISTED[1]), ("customer", answer))
    record = {"id": "1", "source": "email", "subject": "", "comments": [{"author": a, "body": b} for a, b in bodies]}
    return bool(assess_record(read_record(record), pipeline, load_procedures())["ready"])


def test_word_on_the_whole_list_is_one_on_each_step(pipeline: Pipeline) -> None:
    assert [answer for answer in WHOLE.split("|") if not read_listed(pipeline, answer)] == []


def test_word_on_less_than_the_list_is_none(pipeline: Pipeline) -> None:
    assert [answer for answer in NOT_WHOLE.split("|") if read_listed(pipeline, answer)] == []


@pytest.mark.parametrize(
    "told", ["All four steps are done.", "I have completed all the steps.", "We have done everything on your list."]
)
def test_plain_word_on_all_steps_is_enough_at_first(pipeline: Pipeline, told: str) -> None:
    comments = [{"author": "customer", "body": f"Our account was compromised and disabled by you. {told}"}]
    record = {"id": "1", "source": "email", "subject": "", "comments": comments}
    assert assess_record(read_record(record), pipeline, load_procedures())["ready"]


def test_numbered_answer_about_another_password_is_none(pipeline: Pipeline) -> None:
    told, asked = LISTED
    answer = "1 did it, old one deleted\n2 did both, only one domain\n3 changed my {} password\n4 on, I'm the only user"
    ready = {}
    for password in ("login", "gmail"):
        bodies = (("customer", told), ("agent", asked), ("customer", answer.format(password)))
        comments = [{"author": author, "body": body} for author, body in bodies]
        record = {"id": "1", "source": "email", "subject": "", "comments": comments}
        ready[password] = assess_record(read_record(record), pipeline, load_procedures())["ready"]
    assert ready == {"login": True, "gmail": False}
