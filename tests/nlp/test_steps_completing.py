"""What later messages make of earlier ones in view of what stood open and of what the desk asked."""

import pytest

from tests.nlp.test_steps_threads import STEPS, list_done, read

KEY_SMTP = "The API key is reset and the old one deleted. SMTP and postmaster passwords are new on every domain. "
THREE = KEY_SMTP + "All users have new passwords. "
COUNTED = THREE + "2FA is on for 9 of 12 users."
ONE_LACKING = THREE + "2FA is on for everybody except Tilda."
OLD_LIVES = (
    "We made a new API key, the old one is still active for the label printer. SMTP passwords are reset on all "
    "domains, all user passwords are reset, 2FA is on for everyone."
)
ASKED = "And is two-factor on for every user?"
CODES = {"done": "d", "partial": "p", "not_done": "n", "unstated": "u"}


def spell(*messages: str) -> str:
    """The status of every step as one letter."""
    found = read(*messages)
    return "".join(CODES[found[step][0]] if step in found else "u" for step in STEPS)


def is_agreed(*messages: str) -> bool:
    """Whether every step is done and agreed."""
    found = read(*messages)
    return all(found.get(step) is not None and found[step] == ("done", True) for step in STEPS)


@pytest.mark.parametrize("text", ["12 of 12 now.", "It's 12/12 since lunch.", "The script has run, 12 out of 12."])
def test_a_count_that_has_become_whole_completes_the_step(text: str):
    assert spell(COUNTED, "What about the rest?", text) == "dddd"


@pytest.mark.parametrize("text", ["11 of 12 now.", "1 of the 3 has it now.", "Three phones are on order.", "Soon."])
def test_a_count_that_is_still_short_completes_nothing(text: str):
    assert spell(COUNTED, "What about the rest?", text) == "dddp"


@pytest.mark.parametrize(
    "text",
    [
        "The printer got its update. Everything runs on the new one. The previous key has been deleted.",
        "It's gone.",
        "Removed it an hour ago.",
        "The old I have deleted this noon.",
    ],
)
def test_an_old_key_that_is_gone_by_now_completes_the_key(text: str):
    assert spell(OLD_LIVES, "Tell us when the old key is gone.", text) == "dddd"


@pytest.mark.parametrize(
    "text",
    [
        "The old printer was removed.",
        "Deleted the old labels too.",
        "The printers now use the new key.",
        "The old one expires in 48 hours.",
        "The printer is updated tonight, then I delete it.",
    ],
)
def test_other_old_things_that_are_gone_leave_the_old_key_alive(text: str):
    assert spell(OLD_LIVES, "Tell us when the old key is gone.", text) == "pddd"


@pytest.mark.parametrize(
    "text",
    [
        "Tilda came back from leave and set it up.",
        "It took an hour, but Tilda finally enabled hers.",
        "We have removed Tilda's login.",
        "Good idea. Deleted her.",
    ],
)
def test_the_last_person_is_told_of_in_a_sentence(text: str):
    assert is_agreed(ONE_LACKING, "Only Tilda is left, or you remove her.", text)


@pytest.mark.parametrize(
    "text",
    [
        "Tilda came by and set up a meeting with the helpdesk for it.",
        "Tilda does it at the evening.",
        "I have removed the note with her password.",
        "Tilda has it on her list.",
        "Tilda found the letter.",
    ],
)
def test_what_only_sounds_like_the_last_person_completes_nothing(text: str):
    assert spell(ONE_LACKING, "Only Tilda is left.", text) == "dddp"


@pytest.mark.parametrize(
    "text",
    [
        "Half. The bakery has it, the cafe gets it on Monday.",
        "Partly. Enabled for the Oslo team.",
        "Teilweise. Das Büro hat es, das Lager folgt nächste Woche.",
        "A medias. La oficina ya lo tiene, el almacén lo hace el lunes.",
        "En partie. L'agence de Lille l'a, celle de Metz suit.",
        "Deels. Kantoor heeft het, de winkel volgt maandag.",
    ],
)
def test_an_answer_that_opens_with_a_part_is_one(text: str):
    assert spell(THREE, ASKED, text) == "dddp"


def test_what_one_office_has_and_another_gets_later_is_not_agreed():
    text = "2FA has been rolled out to the Graz office (6), the Linz office (2) gets it at the next meeting."
    assert not is_agreed(THREE, ASKED, text)


@pytest.mark.parametrize(
    ("question", "text", "spelt"),
    [
        ("Are you the only user?", "No, my aunt and two trainees log in too.", "ddpp"),
        ("Does anyone else have access?", "There is Jarek from the agency.", "ddpp"),
        ("How many users are there?", "Four.", "ddpp"),
        ("Are you the only user?", "Yes, just me.", "dddd"),
        ("Does anyone else have access?", "Nobody else.", "dddd"),
        ("Does anyone else have access?", "Jarek from the agency, he did both as well today.", "dddd"),
    ],
)
def test_the_desk_asks_who_else_has_access(question: str, text: str, spelt: str):
    alone = "I changed my password and turned on my 2FA."
    assert spell(KEY_SMTP, "And the users' passwords and 2FA?", alone, question, text) == spelt


@pytest.mark.parametrize(
    "text",
    ["Yes, he's still a user.", "He is, I can't remove him before the hearing.", "He's still in there, sadly."],
)
def test_the_desk_asks_after_a_leaver_who_still_has_access(text: str):
    question = "Does your former partner still have a user on the account?"
    assert not is_agreed(THREE + "2FA is on for everyone.", question, text)


def test_a_person_who_may_not_be_removed_still_has_access():
    text = THREE + "2FA is on for everyone. One more user is my ex, the court says I must not remove her."
    assert spell(text)[2:] == "pp"


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("You're right, she told me she had, but no. Still to do.", "ddpd"),
        ("Yes, sorry.", "ddpd"),
        ("You're right, she had not. Done now, I watched her.", "dddd"),
    ],
)
def test_the_desk_doubts_one_user(text: str, spelt: str):
    question = "Our records show no password change for one user (depot@). Was it missed?"
    assert spell(THREE + "2FA is on for everyone.", question, text) == spelt


@pytest.mark.parametrize("text", ["I had forgotten that one, it is changed now."])
def test_a_lapse_that_is_made_good_is_agreed(text: str):
    question = "We see that the SMTP password of one domain was not changed."
    assert is_agreed(THREE + "2FA is on for everyone.", question, text)


@pytest.mark.parametrize("text", ["I thought I had done them all. Will look tomorrow.", "It was! On it."])
def test_a_lapse_that_is_not_made_good_is_a_part(text: str):
    question = "Was the SMTP password of the shop's domain missed?"
    assert spell(THREE + "2FA is on for everyone.", question, text) == "dpdd"


@pytest.mark.parametrize("labels", [("Q:", "A:"), ("Question:", "Answer:"), ("Q.", "A.")])
def test_questions_that_are_written_out_are_no_claims(labels: tuple[str, str]):
    questions = (
        "Was the API key reset and the old one deleted?",
        "Are the SMTP passwords new on all domains?",
        "Does each user have a new password?",
        "Is two-factor on for every user?",
    )
    answers = ("Yes, on Monday.", "4 of 6 so far.", "Yes.", "Not yet.")
    lines = (f"{labels[0]} {q}\n{labels[1]} {a}" for q, a in zip(questions, answers, strict=True))
    assert spell("\n\n".join(lines)) == "dpdn"


def test_other_domains_are_no_word_on_persons():
    text = "Users and 2FA: all eight, changed and on. The other five domains weren't hit, so we left these alone."
    assert spell(KEY_SMTP, "And every user's password and 2FA?", text)[3] == "d"


def test_a_part_that_only_the_learned_reading_hears_is_completed():
    first = KEY_SMTP + "Passwords: all. 2FA: all but the boss."
    assert spell(first, "The boss too, please.", "Boss has it too now.") == "dddd"
    assert spell(first, "The boss too, please.", "He says he does not need that.") == "dddp"


DONE = THREE + "2FA is on for everybody."
BUT_SMTP = "The API key is reset and the old one deleted. All users have new passwords. 2FA is on for everybody."
TWO_LACKING = THREE + "2FA: mine is on, Nils and Vera haven't."


@pytest.mark.parametrize(
    "text",
    ["SMTP: the same answer as in my last mail.", "See my previous reply.", "Zu SMTP siehe meine letzte Nachricht."],
)
def test_words_that_only_point_back_tell_of_no_deed(text: str):
    assert spell(BUT_SMTP, "What about the SMTP passwords?", text)[1] == "u"


@pytest.mark.parametrize("text", ["SMTP is done, as I said before.", "As I already wrote: reset on all domains, yes."])
def test_a_deed_told_beside_what_points_back_counts(text: str):
    assert spell(BUT_SMTP, "What about the SMTP passwords?", text) == "dddd"


@pytest.mark.parametrize(
    "text", ["She'll do it after lunch, so count it as done.", "You can consider it as good as done."]
)
def test_a_promise_that_is_to_count_as_done_completes_nothing(text: str):
    assert spell(ONE_LACKING, "And Tilda's two-factor?", text) == "dddp"


def test_done_told_beside_such_a_promise_stands():
    assert spell(DONE + " You can consider this done.") == "dddd"


@pytest.mark.parametrize(
    "text", ["Yes, Mr Holm, he still does our invoices.", "Funny you ask, yes, the man we bought it from is in there."]
)
def test_a_former_owner_with_access_leaves_persons_in_part(text: str):
    assert spell(DONE, "Is anybody in the list of users from the former owner's time?", text) == "ddpp"


@pytest.mark.parametrize("text", ["No, she was removed long ago.", "Nobody, no."])
def test_no_former_owner_with_access_lessens_nothing(text: str):
    assert spell(DONE, "Is the former owner still in the list of users?", text) == "dddd"


@pytest.mark.parametrize("text", ["No, all of them were reset.", "No, each one was changed, I checked again."])
def test_a_no_denies_the_doubt_where_all_was_done(text: str):
    asked = "One user's password still looks unchanged to us. Was one missed?"
    assert spell(DONE, asked, text) == "dddd"


@pytest.mark.parametrize(
    "text",
    [
        "Took Tilda off the account, we'll invite her again later.",
        "Tilda's login has been deleted, she never needed it.",
        "Tilda now gets a code on her tablet.",
    ],
)
def test_who_was_lacking_and_is_removed_or_gets_a_code_completes_the_step(text: str):
    assert spell(ONE_LACKING, "We need the last one too, or the user removed.", text) == "dddd"


@pytest.mark.parametrize(
    "text",
    [
        "We will remove Tilda next week.",
        "Tilda gets a code on Monday.",
        "We removed Tilda from the newsletter.",
        "We removed Ebba.",
    ],
)
def test_who_is_yet_to_be_removed_or_is_another_completes_nothing(text: str):
    assert spell(ONE_LACKING, "We need the last one too, or the user removed.", text) == "dddp"


@pytest.mark.parametrize(("text", "told"), [("We removed Nils.", "dddp"), ("We removed Nils and Vera.", "dddd")])
def test_one_removed_of_two_that_were_lacking_is_a_part(text: str, told: str):
    assert spell(TWO_LACKING, "Tell us when they are ready.", text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The main domain yes, the other one not yet. The users yes, all of them.", "dpdd"),
        ("Le domaine principal oui, l'autre pas encore. Les utilisateurs oui.", "dpdd"),
        ("Yes, all of them.", "dddd"),
    ],
)
def test_a_question_for_all_domains_is_answered_for_smtp(text: str, told: str):
    first = "Key reset, old one deleted, smtp done, users done, 2fa done"
    assert spell(first, "For all domains and all users?", text) == told


def test_a_correction_about_domains_takes_back_smtp_in_part_alone():
    assert spell(DONE, "Thanks, reviewing.", "Correction: the second domain was left out by me.") == "dpdd"


@pytest.mark.parametrize(
    "later",
    [
        "Please disregard my last mail, it was about another account and its users.",
        "Forget my message, the domains in it are those of the wrong account.",
    ],
)
def test_a_mail_taken_back_as_a_whole_leaves_nothing_agreed(later: str):
    assert not any(agreed for _, agreed in read(DONE, "Thanks.", later).values())


def test_a_ticked_line_is_no_answer_to_an_unticked_one():
    assert spell("☑ key, old one deleted\n☐ SMTP/postmaster\n☑ users\n☑ 2FA everybody")[1] == "u"


@pytest.mark.parametrize("below", ["We have vaccination reminders to get out.", "We have.", "All good here."])
def test_what_stands_apart_below_an_unticked_line_does_not_answer_it(below: str):
    ticked = (
        "[x] Reset the API key and delete the old one\n[x] Reset SMTP on every domain\n[x] Reset all users' passwords"
    )
    assert spell(f"{ticked}\n[ ] Two-factor authentication on for all users\n\n{below}")[3] == "u"


def test_the_rest_that_is_not_done_leaves_earlier_steps_alone():
    first = "The private key was replaced and the exposed key deleted."
    later = (
        "SMTP and postmaster complete, 6/6 domains. User passwords and MFA 3 of 5. The remaining two are on a ferry."
    )
    assert spell(first, "Please see to SMTP, user passwords and 2FA.", later)[0] == "d"


def test_what_was_forgotten_in_the_letter_is_no_lapse_of_the_deed():
    asked = "And SMTP?"
    assert spell(BUT_SMTP, asked, "He changed SMTP and postmaster along with the key, I forgot to write it.") == "dddd"


def test_a_heading_over_single_steps_covers_those_alone():
    listed = "Cleanup done: new API key, old deleted; new SMTP passwords for all domains; 2FA on for the 8 users."
    assert spell(listed)[2] == "u"


def test_nobody_else_with_access_makes_all_of_ones_own():
    own = "New key, old deleted; SMTP reset on our only domain; I changed my password and turned on 2FA."
    assert spell(own, "Does anyone else have access?", "No, just me.") == "dddd"
    assert spell(own, "Does anyone else have access?", "No... well, my brother does.") == "ddpp"


@pytest.mark.parametrize("text", ["No, only the key is missing.", "Only the old key is left, the rest I'll do later."])
def test_a_key_that_is_said_to_be_what_is_left_is_not_done(text: str):
    assert spell(DONE, "Is it all done?", text)[0] != "d"


@pytest.mark.parametrize(("text", "told"), [("The last three are in. 12 of 12.", "dddd"), ("Two more are in.", "dddp")])
def test_a_whole_count_stands_beside_other_words_on_the_step(text: str, told: str):
    assert spell(COUNTED, "We wait for the last three.", text) == told


def test_a_ticked_line_of_users_is_their_passwords():
    assert spell("☑ key, old one deleted\n☑ SMTP/postmaster all domains\n☑ users\n☑ 2FA everybody") == "dddd"
    assert spell("☑ key, old one deleted\n☑ SMTP/postmaster all domains\n☐ users\n☑ 2FA everybody") == "ddud"


@pytest.mark.parametrize(
    "text",
    ["I reset the key and expired the old one at once, not waiting the two days."],
)
def test_without_delay_and_forgotten_to_mention_lack_nothing(text: str):
    rest = " SMTP and postmaster are reset everywhere, all users have new passwords, 2FA is on for all."
    assert spell(text + rest) == "dddd"


def test_an_answer_after_the_smtp_logins_is_about_these():
    first = "The API key is reset, the old one is gone. User passwords are all new. 2FA is on for everyone."
    assert list_done(first, "And the SMTP credentials?", "Both logins there have new passwords.") == "1234"
