"""What the account shows of an appeal: two preconditions that it settles, two answers that it can only contradict."""

from collections.abc import Mapping

from bot.accounts.facts import SENT_DAYS, AccountFacts, Domain
from bot.accounts.verdicts import Verdict, count_words, pick, to_sentence, to_unread, to_verdict
from bot.core.checklist import Standing

MOST_NAMES = 3
FAR_ABOVE = 2  # times what was stated: below that a figure is merely rough
FAR_ABOVE_MESSAGES = 1_000


def judge_sending(facts: AccountFacts, _value: Mapping[str, object]) -> Verdict:
    """Verified by any message accepted from a domain that is not the sandbox's; none at all tells only where
    everything was looked at, for mail may go through another region or account."""
    read = facts.sent
    if read.entries is None:
        return to_unread(read)
    total = sum(sent.messages for sent in read.entries)
    words = f"{total:,} messages accepted in the last {SENT_DAYS} days"
    if total > 0:
        return to_verdict(Standing.VERIFIED, read, words)
    seen_all = read.is_whole and facts.domains.is_whole and facts.everywhere
    return to_verdict(Standing.CONTRADICTED if seen_all else Standing.UNKNOWN, read, words)


def judge_domains(facts: AccountFacts, stated: Mapping[str, object]) -> Verdict:
    """Verified by the records of a domain, of one that the customer named where the account has such; contradicted
    where all that come into question are surely unverified, or there is none but the sandbox."""
    read = facts.domains
    if read.entries is None:
        return to_unread(read)
    custom = pick(read.entries, lambda domain: domain.sandbox is not True)
    meant = pick(custom, lambda domain: is_stated(domain.name, stated)) or custom
    proved = pick(meant, is_verified)
    if proved:
        return to_verdict(Standing.VERIFIED, read, f"SPF and DKIM records found valid: {name_domains(proved)}")
    if not read.is_whole or not facts.everywhere or not all(map(is_unverified, meant)):
        words = f"no domain surely verified: {name_domains(meant)}" if meant else "no domain of their own is listed"
        return to_verdict(Standing.UNKNOWN, read, words)
    if not meant:
        words = "no sending domain of your own is in the account"
        return to_verdict(Standing.CONTRADICTED, read, "no domain but the sandbox", to_sentence(words))
    words = f"{name_domains(meant)} {'is' if len(meant) == 1 else 'are'} not verified yet"
    told = f"the domain {words}" if len(meant) == 1 else f"the domains {words}"
    return to_verdict(Standing.CONTRADICTED, read, words, to_sentence(told))


def is_verified(domain: Domain) -> bool:
    """By its records: its state alone is not enough, sandbox domains are active too."""
    known = domain.sandbox is False and domain.disabled is False
    return known and domain.state == "active" and domain.records_valid is True


def is_unverified(domain: Domain) -> bool:
    """Surely: by its state, and no record that says otherwise. One that is disabled may well be verified."""
    known = domain.sandbox is False and domain.disabled is False
    return known and domain.state == "unverified" and domain.records_valid is not True


def judge_volume(facts: AccountFacts, stated: Mapping[str, object]) -> Verdict:
    """What was sent beside what was stated: contradicted by far more, and proved by nothing, for it is a forecast."""
    read = facts.sent
    if read.entries is None:
        return to_unread(read)
    total = sum(sent.messages for sent in read.entries)
    words = f"{total:,} messages accepted in the last {SENT_DAYS} days"
    most = stated.get("high")
    if isinstance(most, (int, float)) and total > max(FAR_ABOVE * most, most + FAR_ABOVE_MESSAGES):
        told = f"about {total:,} messages were sent in the last {SENT_DAYS} days"
        return to_verdict(Standing.CONTRADICTED, read, words, to_sentence(told))
    return to_verdict(Standing.CLAIMED, read, words)


def judge_source(facts: AccountFacts, stated: Mapping[str, object]) -> Verdict:
    """The sites that were named beside the account's domains. A site need not be a sending domain: it only shows."""
    read = facts.domains
    if read.entries is None:
        return to_unread(read)
    custom = pick(read.entries, lambda domain: domain.sandbox is not True)
    same = pick(custom, lambda domain: is_stated(domain.name, stated))
    if same:
        return to_verdict(Standing.CLAIMED, read, f"among the account's domains: {name_domains(same)}")
    named = "none of the named sites is" if to_sites(stated) else "no site was named that is"
    return to_verdict(Standing.CLAIMED, read, f"{named} among the account's domains: {name_domains(custom) or 'none'}")


def is_stated(name: str, stated: Mapping[str, object]) -> bool:
    """Whether a domain of the account lies at or below one that the customer named (LABELLING.md, list_source)."""
    return any(name == site or name.endswith(f".{site}") for site in to_sites(stated))


def to_sites(stated: Mapping[str, object]) -> tuple[str, ...]:
    """The registrable domains of a list_source value."""
    urls = stated.get("urls")
    return tuple(url for url in urls if isinstance(url, str) and url) if isinstance(urls, (list, tuple)) else ()


def name_domains(domains: tuple[Domain, ...]) -> str:
    """The first few by name, the rest by number."""
    names = [domain.name for domain in domains[:MOST_NAMES]]
    more = len(domains) - len(names)
    return ", ".join([*names, count_words(more, "more", "more")] if more else names)
