"""What the customer says of the own mail that no mail platform carries (LABELLING.md, risk: prohibited_content)."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.nlp.view import View
from bot.reading.alternatives import Alternatives

_GAMBLING = (
    r"(?:online[ -]?)?casinos?(?! ?-?(?:nights?|evenings?|part(?:y|ies)|themed|royale))|cassinos?|kasinos?"
    r"|kasyn\w{1,3}|bukmacher\w*|zakład\w* bukmacherskie"
    r"|casas? de apuestas|gokk?(?:site|bedrijf|huis)|kansspel\w*|sportwett\w+|wettanbieter|freispiel\w*|"
    r"bookmaking|slots?(?= (?:brand|site|players?|casino))|онлайн-казино|букмекер\w*|азартн\w+|casinò|казино"
    r"|gambling|glücksspiel\w*|apuestas|paris sportifs|apostas|scommesse|gokken|hazard\w*|bahis|ставк\w+|"
    r"sports?[ -]?book(?:s|ing)?|betting(?: (?:site|house|odds|tips|shop)s?)?|bookmakers?|bookies?|jackpots?"
    r"|slot (?:games?|machines?)|"
    r"real[ -]money (?:poker|games?|gaming|play)|poker(?:\s\w+){0,3} for (?:real money|money|cash|stakes)|"
    r"slots?(?= (?:with|for) real)|poker (?:site|room|for money)|free ?spins?|deposit bonus\w*|wagering|roulette"
    r"|фриспин\w*|spielautomaten"
)
_ADULT = (
    r"porn\w*|порно\w*|xxx|nsfw|"
    r"adult (?:content|videos?|site|entertainment|dating|shop|material)|escorts?(?! (?:vehicle"
    r"|car|ship|boat|van|driver))"
    r"|escort (?:agency|service)|"
    r"cam ?(?:site|girls?|performers?|models?|shows?|room)s?|live cams?|web ?cam (?:models?|girls?|site)"
    r"|(?:pictures?|picture sets|videos|clips) of our (?:models|girls)"
    r"|nude (?:models?|photos?|pics|pictures)|nudes|erotyczn\w+|pornô|pornogr\w+|sex (?:videos?|chat|shows?)|"
    r"explicit (?:photos?|pics?|pictures|videos?|content)|erotic\w*|erotik\w*|onlyfans|18\+ (?:content|site|videos?"
    r"|only)|\+18|canlı kamera"
    r"|strip ?(?:club|shows?)"
)
_ILLEGAL = (
    r"(?:fake|forged|counterfeit|replica|gefälschte\w*|falsch\w* ausweis\w*) (?:\w+ )?(?:watches|bags|handbags"
    r"|passports?|documents?|ids?|licen[cs]es?|"
    r"diplomas?|banknotes?|uhren|pässe)|replicas?(?= of)|cannot tell (?:them|it) from the real"
    r"|can't tell (?:them|it) from the real|"
    r"1:1 (?:copies|replicas?|copy)|stolen (?:cards?|accounts?|credit cards?|logins)|carding|hacking services?"
    r"|hacked accounts for sale|"
    r"steroids without|without (?:a |any )?prescription|no prescription (?:needed|required)|pirated|iptv"
    r"|stolen (?:card|credit card|account) (?:numbers|data|details)|prescription(?:-| )?free|pills without|cocaine"
    r"|ecstasy|lsd|ketamine|(?:some|sell|selling|buy|our) weed|weed and \w+ (?:edibles|mushrooms)|shrooms"
    r"|(?:untaxed|smuggled) (?:cigarettes|tobacco|alcohol)|not legal in (?:our|this|my) country|weapons? for sale"
    r"|guns without"
    r"|(?:no|without an?|without any) (?:doctor|physician) (?:involved|needed|required)"
    r"|guaranteed (?:\d{1,4} ?% )?(?:\w+ )?(?:returns?|profits?|gains?|yields?)"
    r"|double your (?:money|deposit|bitcoins?|crypto)|earn(?:s|ing)? from (?:their|the|other) (?:\w+ )?deposits"
    r"|(?:cracked|nulled) (?:software|games?|apps?|plugins?|keys?)"
    r"|looks? exactly like the original|first copy (?:watches|shoes|bags)"
    r"|ponzi|pyramid scheme|fake reviews|(?:viagra|cialis|xanax|tramadol|oxycodone|anabolic"
    r"|steroids?)(?! ?(?:cream|inhaler|injection))|fake (?:passports|ids)|heroin|mdma|magic mushrooms"
)
_PHISHING = (
    r"(?:in the name of|pretend\w* to be|posing as|as if (?:we|it) (?:were|came from)) (?:\w+ ){0,3}(?:banks?"
    r"|paypal|dhl|post|netflix|microsoft|apple|"
    r"amazon|authorities|tax office)|phishing (?:mails?|pages?|campaigns?|kits?)|(?:verify"
    r"|confirm) your (?:wallet|account|seed)\W{0,2} "
    r"(?:notices?|mails?|pages?)"
)
_TOOLS = r"ransomware|malware|stealer logs|exploit kits?|spyware|botnets?|trojans?"  # found more often than sold
_TOPICS = Alternatives(
    (
        rf"(?<!\w)(?:{_GAMBLING}|{_ADULT}|{_ILLEGAL}|{_PHISHING})(?!\w)",
        rf"(?<=sell )(?:{_TOOLS})",
        rf"(?<=offer )(?:{_TOOLS})",
    ),
    flags=re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:we|our|ours|us|i|i'm|my|mine|we're|wir|unser\w{0,2}|ich|mein\w{0,2}|nosotros|nuestr[oa]s?|somos|soy"
    r"|mi|nous|notre|nos|je|mon|mes|"
    r"nós|nosso\w?|nossa\w?|somos|eu|meu|noi|nostr[oaie]|siamo|io|wij|we|onze?|ik|mijn|my|nasz\w{0,3}|jesteśmy"
    r"|мы|наш\w{0,3}|рассылаем|biz|sitesiyiz)\b",
    re.IGNORECASE,
)
_MAILING = re.compile(
    r"\b(?:send|sends|sending|mail|mails|mailing|newsletters?|promo\w*|marketing|offers?|invites?|invitations?"
    r"|previews?|campaigns?|affiliate|"
    r"transactional|real stakes|real money|real ones|players?|members?|subscribers?|bonus\w*|tips|odds|run|runs"
    r"|site|agency|shop|clients?|sell|sells)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:hackers?|attackers?|intruders?|scammers?|spammers?|somebody|someone|somehow|they|thief|stranger"
    r"|unknown|not (?:us|ours|me|mine)|"
    r"isn't ours|aren't ours|didn't|did not|never|no|none|not|don't|doesn't|without|nothing|neither|nor"
    r"|kein\w{0,2}|nicht|nunca|ning[uú]n|pas|"
    r"jamais|não|nao|nunca|non|geen|niet|nie|spam|bots?|stolen|hacked|subject|titled|about|complain\w*|abuse"
    r"|phish(?:ed)?|fake page|victim|"
    r"alguien|jemand|habersiz|reklamı|quelqu'un|alguém|qualcuno|iemand|ktoś|went out|goes out|going out|received"
    r"|alerts?|blocked|next to|near|opposite|old|former|building|hotel|addict\w*|stop(?:ped|ping)?|quit(?:ting)?"
    r"|recover\w*|counsel\w*|prevent\w*|filter\w*|detect\w*|protect\w*|train\w*|awareness|simulat\w*|stud(?:y"
    r"|ies)|researchers?|security|antivirus)\b",
    re.IGNORECASE,
)
_STRONG_OWN = re.compile(
    r"\b(?:we|i) (?:run|operate|own|are|promote|market|advertise|represent)\b[^.\n]{0,40}$"
    r"|\b(?:business|company|shop|store|firm|project|activity) is\b[^.\n]{0,40}$|\b(?:our|my|unsere?r?"
    r"|nuestr[oa]|notre|nosso|nossa|nostr[oa])\s"
    r"(?:\w+\s){0,3}$|\b(?:affiliates? (?:for|of)|for (?:two |three |several |some )?(?:\w+\s){0,2})$"
    r"|\b(?:marketing|newsletters?|promos?|mailing) (?:of|for) "
    r"(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_ABUSED = re.compile(
    r"\b(?:domain|account|server|address|name|form|website|machine|smtp|key)\b[^.\n]{0,30}\b(?:is|are|was|were"
    r"|has been|keeps?|sends?|sent|pushes|used)\b"
    r"|\bused (?:my|our|the|this)\b|\b(?:under|in) (?:our|my) name\b"
    r"|\b(?:got|gets?|received|receiv(?:e|ing)|getting) (?:\w+ )?(?:mails?|e-?mails?|messages?|spam)\b"
    r"|\b(?:full of|used to send|saw|found|log(?![ -]?(?:in|on))|bounces|links to)\b",
    re.IGNORECASE,
)
_SENT_BY_OTHERS = re.compile(
    r"\b(?:under (?:our|my) name|went out|(?:was|were|been) sent|not (?:us|ours)|(?:did not|didn't) send|addiction"
    r"|building|hotel)\b",
    re.IGNORECASE,
)
_NAMED_ALONE = re.compile(
    r"\W*(?:$|,| (?:site|operator|company|business|platform|brand|portal|affiliate)\b)", re.IGNORECASE
)
_MOST_TOPICS = 3  # of a sentence
_SENTENCE = re.compile(r"[^.!?\n]{1,600}")


def find_prohibited(view: View) -> Iterator[tuple[int, int]]:
    """The places where the customer says so of the own mail or business; what an attacker sent is not theirs."""
    if not _TOPICS.may_match(view.text):
        return
    for sentence in _SENTENCE.finditer(view.text):
        text = sentence.group()
        for topic in islice(_TOPICS.finditer(text), _MOST_TOPICS):
            if _is_own(text, topic):
                yield sentence.start() + topic.start(), sentence.start() + topic.end()


def _is_own(text: str, topic: re.Match[str]) -> bool:
    before = text[: topic.start()]
    if _ABUSED.search(before):
        return False
    if (
        _STRONG_OWN.search(before)
        and not _OTHERS.search(before[-25:])
        and not _SENT_BY_OTHERS.search(text, topic.end())
    ):
        return True
    around = f"{before} {text[topic.end() :]}"
    if not before.strip(" ,;:-") and _NAMED_ALONE.match(text, topic.end()) and not _OTHERS.search(around):
        return True  # "online casino, licensed abroad": an answer without a verb
    return bool(_OWN.search(text) or _MAILING.search(text)) and not _OTHERS.search(around)
