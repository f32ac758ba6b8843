"""What every reply keeps to, whatever was found."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product

import pytest

from bot.core.checklist import Finding, Kind, Procedure, Seen, Source, Standing, Status
from bot.core.update import ReplyKind
from bot.rendering import Rendered
from bot.reply_languages import load_words, localise
from tests.replies.scenes import (
    APPEAL,
    COMPROMISE,
    LANGUAGES,
    PASTED,
    PROCEDURES,
    REPLIES,
    SOURCE,
    USE,
    VOLUME,
    Scene,
    done,
    words,
)

KEPT_TAGS = {"p", "ol", "ul", "li", "strong", "br", "a"}
BLAME = re.compile(
    r"your fault|you failed|you must|you did not|you didn't|you should have|you forgot|violat|negligen|careless|blame"
    r"|guilt|suspicious|abus|spam|refus|ignored|unfortunately|wrong|mistake\b|penalt|punish",
    re.IGNORECASE,
)
TIME = re.compile(r"\b(hours?|minutes?|days?|weeks?|soon|shortly|today|tomorrow|immediately|promptly)\b", re.IGNORECASE)
LONG_NAMES = [f"a-fairly-long-name-{n}.example" for n in range(9)]
VALUES: dict[str, dict[str, object]] = {
    "email_use": {"types": ["transactional", "marketing"]},
    "list_source": {"urls": LONG_NAMES},
    "monthly_volume": {"low": 1_000_000, "high": 2_000_000},
}


class Page(HTMLParser):
    """The words and tags of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.said: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def split_reply(text: str, language: str = "en") -> tuple[list[str], list[str], list[str]]:
    """Item instructions, lines to fill in, and everything else."""
    prompts = {str(i.details.get("prompt")) for p in PROCEDURES.values() for i in in_language(p, language).items}
    lines = [line for line in text.splitlines() if line.strip()]
    items = [line for line in lines if re.match(r"\d+\. |   ", line)]
    fill_in = [line for line in lines if line in prompts]
    return items, fill_in, [line for line in lines if line not in items and line not in fill_in]


def in_language(procedure: Procedure, language: str) -> Procedure:
    return localise(procedure, load_words(language))


def assert_kept(rendered: Rendered, scene: Scene) -> None:
    _, _, rest = split_reply(rendered.text, scene.language)
    said, frame = "\n".join(rest), load_words(scene.language).frame
    assert len(said.split()) <= (150 if scene.language == "en" else 190)
    assert rendered.text.count(frame["next"]) == 1
    assert [rest.count(frame[line]) for line in ("automatic", "decides", "person")] == [1, 1, 1]
    assert BLAME.search(rendered.text) is None
    assert ("24" in said) == ((scene.procedure.name, scene.kind) == ("appeal", ReplyKind.READY))
    if scene.language == "en":
        assert_kept_in_english(said, scene)


def assert_kept_in_english(said: str, scene: Scene) -> None:
    if (scene.procedure.name, scene.kind) == ("appeal", ReplyKind.READY):
        assert "usually within 24 hours, sometimes with a further question" in said
    else:
        assert TIME.search(said) is None
    assert ("hosting provider" in said and "public repositories" in said) == (scene.procedure.name == "compromise")


def possible_findings(key: str, kind: Kind) -> list[tuple[Finding, ...]]:
    settled = Status.DONE if kind is Kind.STEP else Status.COMPLETE
    known = Finding(key, settled, value=VALUES.get(key, {}), evidence=words("so it is"))
    account = Finding(key, Status.UNSTATED, Source.ACCOUNT)
    if kind is Kind.PRECONDITION:
        return [(), *((replace(account, status=s),) for s in (Status.DONE, Status.NOT_DONE))]
    return [
        (),
        (known,),
        (replace(known, agreed=False),),
        (replace(known, status=Status.PARTIAL),),
        (known, replace(account, standing=Standing.CONTRADICTED)),
        (known, replace(account, standing=Standing.VERIFIED)),
    ]


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_every_state_of_a_checklist_keeps_the_promises(procedure: Procedure) -> None:
    choices = [possible_findings(item.key, item.kind) for item in procedure.items]
    for number, chosen in enumerate(product(*choices)):
        kind = (ReplyKind.ASK, ReplyKind.TAKEN_BACK)[number % 2]
        findings = tuple(finding for group in chosen for finding in group)
        scene = Scene(procedure, kind, findings, (PASTED,) if number % 3 else ())
        if scene.decide().items:
            assert_kept(scene.reply(), scene)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPLIES)
def test_every_scene_keeps_the_promises(name: str, language: str) -> None:
    scene = replace(REPLIES[name], language=language)
    assert_kept(scene.reply(), scene)
    assert_kept(replace(scene, risks=(PASTED,)).reply(), scene)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPLIES)
def test_html_and_plain_text_say_the_same_words(name: str, language: str) -> None:
    rendered = replace(REPLIES[name], language=language).reply()
    plain = re.sub(r"^(\d+\.|-) ", "", rendered.text, flags=re.MULTILINE)
    assert "".join(Page(rendered.html).said).split() == plain.split()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPLIES)
def test_html_uses_only_tags_that_zendesk_keeps(name: str, language: str) -> None:
    page = Page(replace(REPLIES[name], language=language).reply().html)
    assert set(page.tags) <= KEPT_TAGS
    known = ("https://help.mailgun.com/", "https://status.mailgun.com")
    assert all(link.startswith(known) for link in page.links)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_prompts_are_short_label_lines(procedure: Procedure, language: str) -> None:
    items = in_language(procedure, language).items
    prompts = [str(item.details["prompt"]) for item in items if item.kind is not Kind.PRECONDITION]
    assert all(re.fullmatch(r"[^:()]{1,69}:", prompt) for prompt in prompts)


def test_missing_items_are_asked_in_order_with_a_line_each() -> None:
    items, fill_in, _ = split_reply(REPLIES["appeal.ask"].reply().text)
    assert [line for line in items if line[0].isdigit()] == [
        "1. How you use e-mail",
        "2. Where your addresses come from",
        "3. How many messages a month",
    ]
    assert fill_in == [str(APPEAL.item(k).details["prompt"]) for k in ("email_use", "list_source", "monthly_volume")]


def test_what_was_understood_is_repeated() -> None:
    text = REPLIES["appeal.ask.volume_told"].reply().text
    assert "You told us: about 40,000 a month.\n" in text
    assert "Your account shows: sending has begun; sending domain verified.\n" in text
    assert "Good to know" not in text


def test_unverified_domain_alone_is_asked_without_a_line_to_fill_in() -> None:
    items, fill_in, rest = split_reply(REPLIES["appeal.ask.domain_alone"].reply().text)
    assert items[0] == "1. Verify your sending domain"
    assert "Sending › Domains › your domain › DNS records" in "\n".join(items)
    assert fill_in == []
    assert "What to do next: do what is listed below, then answer this e-mail." in rest


@pytest.mark.parametrize(
    ("scene", "sentence"),
    [
        (
            Scene(APPEAL, ReplyKind.ASK, (USE, SOURCE, replace(VOLUME, agreed=False))),
            "We understood: about 40,000 a month. Please confirm or correct it.",
        ),
        (
            Scene(COMPROMISE, ReplyKind.ASK, (done("two_factor", agreed=False),)),
            "We understood that this is done. Please confirm it with yes or no.",
        ),
        (
            Scene(COMPROMISE, ReplyKind.ASK, (done("api_key"),), (PASTED,)),
            "It is written in your ticket. Please treat it as leaked and replace it once more.",
        ),
        (
            REPLIES["compromise.ask.contradicted"],
            "Your account still shows an old key. Please check it once more. If we are mistaken, please tell us.",
        ),
        (
            REPLIES["appeal.ask.doubts"],
            "We understood: acme.example. Still missing: how people come onto your list",
        ),
        (REPLIES["compromise.ask.partial"], "An old key may still work: please delete it now."),
    ],
)
def test_item_says_why_it_is_asked_for(scene: Scene, sentence: str) -> None:
    assert sentence in scene.reply().text


@pytest.mark.parametrize("name", REPLIES)
def test_live_secret_adds_one_line_and_revoked_one_none(name: str) -> None:
    line = "Important: a key or password is written in your ticket. Please treat it as leaked, replace it,"
    live = replace(PASTED, item=None)
    assert replace(REPLIES[name], risks=(live,)).reply().text.count(line) == 1
    assert line not in replace(REPLIES[name], risks=(replace(live, current=False),)).reply().text


@pytest.mark.parametrize("name", ["appeal.ready", "compromise.ready"])
def test_live_secret_is_the_next_thing_to_do_when_nothing_is_missing(name: str) -> None:
    scene = REPLIES[name]
    assert "What to do next: nothing for now. A person" in scene.reply().text
    live = replace(PASTED, item=None)
    assert "What to do next: replace that key or password. A person" in replace(scene, risks=(live,)).reply().text


def test_quotes_are_never_repeated_to_the_customer() -> None:
    findings = tuple(replace(f, evidence=words("xyzzy plugh")) for f in (USE, SOURCE, VOLUME))
    reply = Scene(APPEAL, ReplyKind.READY, findings).reply()
    assert "xyzzy" not in reply.text + reply.html


def test_domains_are_named_at_most_three_and_never_linked() -> None:
    hostile = ["acme.example", '"><a href=//evil.example>', "{{ticket.id}}.example", *LONG_NAMES]
    reply = Scene(APPEAL, ReplyKind.READY, (replace(SOURCE, value={"urls": hostile}),)).reply()
    assert "addresses from acme.example, a-fairly-long-name-0.example, a-fairly-long-name-1.example and 7 more" in (
        reply.text
    )
    assert "evil" not in reply.html
    assert Page(reply.html).links == []


@pytest.mark.parametrize("kind", ReplyKind)
def test_reply_during_an_incident_opens_with_one_line_and_the_link(kind: ReplyKind) -> None:
    scene = replace(Scene(COMPROMISE, kind), status_link="https://status.acme.example")
    opening = scene.reply().text.splitlines()[2]
    assert opening.startswith("There is an incident on the platform at the moment (https://status.acme.example);")
    assert 'href="https://status.acme.example"' in scene.reply().html
    assert "incident" not in replace(scene, status_link="").reply().text


def test_what_the_account_shows_is_told_in_its_own_sentence_and_stays_inert() -> None:
    told = "One key of {{ticket.id}} <b>is</b>\nactive."
    finding = Finding(
        "api_key", Status.UNSTATED, Source.ACCOUNT, standing=Standing.CONTRADICTED, seen=(Seen("x", told),)
    )
    rendered = Scene(COMPROMISE, ReplyKind.ASK, (done("api_key"), finding)).reply()
    assert "One key of { {ticket.id}} <b>is</b> active. Please check it once more." in rendered.text
    assert "{{" not in rendered.html
    assert "&lt;b&gt;is&lt;/b&gt; active." in rendered.html
