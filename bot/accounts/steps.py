"""The four steps after a break-in beside the account (mailgun sheet, "evidence and its limits"): what each field can
prove, and where it cannot. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.accounts.baseline import Line
from bot.accounts.dates import name_day
from bot.accounts.facts import AccountFacts, Key, Login, Read, User
from bot.accounts.verdicts import Verdict, count_words, pick, to_sentence, to_unread, to_verdict
from bot.core.checklist import Standing

COUNTED_KINDS = frozenset({"user", "domain"})  # a web key lives for a day at most and is nobody's to reset
MOST_NAMES = 3


class Age(StrEnum):
    """How an entry stands to the line between old and new."""

    OLD = "old"
    NEW = "new"
    GONE = "gone"
    UNSURE = "unsure"


def judge_keys(facts: AccountFacts, line: Line) -> Verdict:
    """Verified where every old key is dead and a newer one lives; contradicted by any old key that still works."""
    read = facts.keys
    if read.entries is None:
        return to_unread(read)
    ages = [(find_key_age(key, line, read.read_at), key) for key in read.entries if key.kind != "web"]
    old = tuple(key for age, key in ages if age is Age.OLD)
    if old:
        words = _describe_old_keys(old)
        return to_verdict(Standing.CONTRADICTED, read, f"{words}; {line.words('keys')}", to_sentence(words))
    new = sum(age is Age.NEW for age, _ in ages)
    unsure = sum(age is Age.UNSURE for age, _ in ages)
    if unsure or read.partial:
        words = f"of {count_words(unsure, 'API key', 'API keys')} it cannot be told whether it is new or still works"
        return to_verdict(Standing.UNKNOWN, read, words)
    if not new:
        return to_verdict(Standing.UNKNOWN, read, "no API key that works is listed")
    words = f"every API key that works ({new}) is newer{_describe_gone(read, line)}"
    return to_verdict(Standing.VERIFIED, read, f"{words}; {line.words('keys')}")


def find_key_age(key: Key, line: Line, read_at: str) -> Age:
    """Old or new, where it works; a key is gone once it is disabled or past its end (an end that is still to come is
    "not yet"). A key that was there at the first reading is never new."""
    if key.disabled is True or (key.expires_at and key.expires_at <= read_at):
        return Age.GONE
    if key.disabled is None or key.expires_at is None or key.kind not in COUNTED_KINDS:
        return Age.UNSURE
    return _find_age(key.id, key.created_at, line, "keys", read_at)


def _find_age(name: str, made_at: str | None, line: Line, part: str, read_at: str) -> Age:
    """By date, and by the first reading where the date is lacking; the two at odds, or a date to come, are unsure."""
    before = line.moments(part)
    was_there = before is not None and name in before
    if before is not None and was_there and made_at and before[name] not in (None, made_at):
        return Age.UNSURE
    if made_at is None:
        return Age.OLD if was_there else Age.UNSURE
    if not line.opened_at or made_at > read_at:
        return Age.UNSURE
    if made_at < line.surely_old_before:
        return Age.OLD
    return Age.UNSURE if was_there or made_at < line.opened_at else Age.NEW


def _describe_old_keys(old: tuple[Key, ...]) -> str:
    dates = sorted(key.created_at for key in old if key.created_at)
    ends = sorted(key.expires_at for key in old if key.expires_at)
    working = f"will still work until {name_day(ends[-1])}" if len(ends) == len(old) else ""
    if len(old) == 1:
        made = f" made on {name_day(dates[0])}" if dates else " from before your ticket"
        return f"one API key{made} {working or 'is still active'}"
    oldest = f", the oldest made on {name_day(dates[0])}" if dates else ""
    return f"{count_words(len(old), 'older API key', 'older API keys')} {working or 'are still active'}{oldest}"


def _describe_gone(read: Read[Key], line: Line) -> str:
    before = line.moments("keys")
    if not before:
        return ""
    gone = len(before.keys() - {key.id for key in read.entries or ()})
    return f", {gone} of {len(before)} seen when the ticket opened {'is' if gone == 1 else 'are'} gone"


RESET_LEAVES_NO_TRACE = "a password reset leaves no trace that can be read: claimed only"


def judge_logins(facts: AccountFacts, line: Line) -> Verdict:
    """Verified only where every login was deleted and made anew since; a reset cannot be proved, nor refuted."""
    read, domains = facts.logins, facts.domains
    if read.entries is None:
        return to_unread(read)
    if not read.entries:
        return to_verdict(Standing.CLAIMED, read, f"no SMTP login is listed; {RESET_LEAVES_NO_TRACE}")
    ages = [_find_age(login.login, login.created_at, line, "logins", read.read_at) for login in read.entries]
    recreated = sum(age is Age.NEW or _was_recreated(n, line) for age, n in zip(ages, read.entries, strict=True))
    listed = {login.login for login in read.entries}
    main = {d.main_login for d in domains.entries or () if not d.sandbox}
    everything = read.is_whole and domains.is_whole and main <= listed
    if recreated == len(ages) and everything:
        words = f"every SMTP login ({recreated}) was deleted and made anew"
        return to_verdict(Standing.VERIFIED, read, f"{words}; {line.words('logins')}")
    words = f"{recreated} of {count_words(len(ages), 'SMTP login was', 'SMTP logins were')} made anew"
    return to_verdict(Standing.CLAIMED, read, f"{words}; {RESET_LEAVES_NO_TRACE}; {line.words('logins')}")


def _was_recreated(login: Login, line: Line) -> bool:
    """Whether the same name stood at the first reading with an earlier date: only deleting and making anew does so."""
    before = (line.moments("logins") or {}).get(login.login)
    return bool(before and login.created_at and line.opened_at <= login.created_at and before < login.created_at)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What every user should have, in words, and whether one has it (None: it cannot be told)."""

    with_it: str
    one_lacks: str
    many_lack: str
    holds: Callable[[User], bool | None]
    compared: str = ""


def judge_passwords(facts: AccountFacts, line: Line) -> Verdict:
    """Verified where every active user's password was changed since; contradicted by one that surely was not."""
    read = facts.users
    words = ("a new password", "has not changed the password", "have not changed their passwords")
    compared = f"; {line.words('passwords')}"
    return _judge_users(read, _Wanted(*words, lambda user: _has_new_password(user, line, read.read_at), compared))


def _has_new_password(user: User, line: Line, read_at: str) -> bool | None:
    changed = user.password_changed_at
    if changed is None or not line.opened_at or changed > read_at:
        return None
    if changed < line.surely_old_before:
        return False
    before = (line.moments("passwords") or {}).get(user.id)
    return None if changed < line.opened_at or changed == before else True


def judge_two_factor(facts: AccountFacts, _line: Line) -> Verdict:
    """Verified where every active user has a second factor; contradicted by one who surely has none. Whose device it
    is nobody can tell."""
    words = ("two-factor authentication", "has no two-factor authentication", "have no two-factor authentication")
    return _judge_users(facts.users, _Wanted(*words, lambda user: user.two_factor))


def _judge_users(read: Read[User], wanted: _Wanted) -> Verdict:
    if read.entries is None:
        return to_unread(read)
    counted = pick(read.entries, lambda user: user.active is not False)
    here = pick(counted, lambda user: user.local_login is True and user.active is True)
    without = pick(here, lambda user: wanted.holds(user) is False)
    if without:
        return _to_lacking(read, wanted, without, len(counted))
    elsewhere = sum(user.local_login is not True for user in counted)
    if elsewhere:
        way = "in by single sign-on, a partner or a way that is not known: what they have cannot be read here"
        return to_verdict(Standing.UNKNOWN, read, f"{count_words(elsewhere, 'user logs', 'users log')} {way}")
    proved = len(here) == len(counted) and all(wanted.holds(user) is True for user in here)
    if not counted or not proved or read.partial:
        return to_verdict(Standing.UNKNOWN, read, "the list of users does not say enough")
    words = f"every user with access ({len(here)}) has {wanted.with_it}"
    return to_verdict(Standing.VERIFIED, read, words + wanted.compared)


def _to_lacking(read: Read[User], wanted: _Wanted, without: tuple[User, ...], counted: int) -> Verdict:
    """Names are for agents alone: in a reply the number is enough."""
    lack = wanted.one_lacks if len(without) == 1 else wanted.many_lack
    everybody = count_words(counted, "user", "users")
    words = f"{count_words(len(without), 'of', 'of')} {everybody} {lack}" if counted > 1 else f"the only user {lack}"
    named = ", ".join(user.email or user.id for user in without[:MOST_NAMES])
    return to_verdict(Standing.CONTRADICTED, read, f"{words}: {named}{wanted.compared}", to_sentence(words))
