"""Whole lives of a ticket: whatever customers, agents and late deliveries do, nobody is answered twice and ready
stands only on what is settled."""

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.conversation import Author, Conversation, Message
from bot.core.decision import Action, Decision, History, decide, digest_findings, find_procedure
from bot.core.tags import STATES, State, own_tags
from bot.core.understanding import IntentLabel, RiskKind, Understanding, is_ready, settle_understanding
from bot.core.update import STATE_OF_ACTION, Mode, Update, plan_update
from tests.builders import (
    APPEAL,
    COMPROMISE,
    PROCEDURES,
    a_complete_understanding,
    a_message,
    a_risk,
    a_ticket,
    an_evidence,
    an_intent,
    an_understanding,
    settled_findings,
)

READINGS = {
    "complete": a_complete_understanding(),
    "almost": an_understanding(APPEAL, *settled_findings(APPEAL, without={"list_source"})),
    "nothing": an_understanding(APPEAL),
    "break-in": an_understanding(COMPROMISE),
    "cleaned up": a_complete_understanding(COMPROMISE),
    "bought list": a_complete_understanding(risks=(a_risk(RiskKind.BAD_LIST),)),
    "wants a person": a_complete_understanding(asks_person=an_evidence("a person")),
    "unclear": an_understanding(APPEAL, intent=an_intent(APPEAL.intent, 0.5)),
    "other": Understanding(an_intent(IntentLabel.OTHER)),
}
PEOPLES_TAGS = frozenset({"vip", "reinstate_unblocked"})
SETTABLE = [*STATES, "reinstate_risk", "reinstate_missing_list_source", *PEOPLES_TAGS]

says = st.tuples(st.just("says"), st.sampled_from(sorted(READINGS)))
retags = st.tuples(st.sampled_from(["puts on", "takes off"]), st.sampled_from(sorted(SETTABLE)))
answers = st.just(("agent answers", ""))
noise = st.sampled_from([("third party", ""), ("automatic mail", ""), ("delivery", "")])
lives = st.lists(st.one_of(says, says, noise, retags, answers), min_size=1, max_size=12)


@dataclass
class Desk:
    """A desk with one ticket and the bot's memory of it; each event is followed by a delivery."""

    mode: Mode
    tags: frozenset[str] = frozenset()
    messages: list[Message] = field(default_factory=list)
    reading: Understanding = READINGS["other"]
    history: History = field(default_factory=History)
    handled: list[tuple[Decision, Update]] = field(default_factory=list)

    def say(self, author: Author, automatic: bool = False) -> None:
        self.messages.append(a_message(author=author, id=f"comment:{len(self.messages)}", automatic=automatic))

    def live_through(self, event: tuple[str, str]) -> None:
        match event:
            case ("says", name):
                self.reading = READINGS[name]
                self.say(Author.REQUESTER)
            case ("puts on", tag):
                self.tags |= {tag}
            case ("takes off", tag):
                self.tags -= {tag}
            case ("agent answers", _):
                self.say(Author.AGENT)
            case ("third party", _):
                self.say(Author.THIRD_PARTY)
            case ("automatic mail", _):
                self.say(Author.REQUESTER, automatic=True)

    def handle(self) -> tuple[Decision, Update]:
        """One run as the shell does it: decide, plan, apply, remember."""
        ticket, conversation = a_ticket(*self.tags), Conversation(tuple(self.messages))
        decision = decide(self.reading, PROCEDURES, ticket, conversation, self.history)
        procedure = find_procedure(PROCEDURES, self.reading.intent.label)
        update = plan_update(decision, self.mode, procedure, self.reading, ticket, conversation, self.history)
        if update.tags is not None:
            known = digest_findings(settle_understanding(procedure, self.reading)) if procedure else ""
            self.remember(decision, update, update.tags, known)
        self.handled.append((decision, update))
        return decision, update

    def remember(self, decision: Decision, update: Update, tags: frozenset[str], known: str) -> None:
        self.tags = tags
        if update.reply:
            self.say(Author.BOT)
        self.history = replace(
            self.history,
            state=STATE_OF_ACTION[decision.action],
            tags_left=own_tags(tags),
            overrides=update.overrides,
            rounds_asked=self.history.rounds_asked + (decision.action is Action.ASK and update.reply is not None),
            ready_told=self.history.ready_told or (decision.action is Action.READY and update.reply is not None),
            known=known,
            reason=decision.reason,
        )


def is_complete(reading: Understanding) -> bool:
    return any(is_ready(procedure, reading, 0.7) for procedure in PROCEDURES)


@settings(max_examples=300)
@given(lives, st.sampled_from(Mode), st.frozensets(st.sampled_from(SETTABLE), max_size=3))
def test_any_life_keeps_the_promises(life: list[tuple[str, str]], mode: Mode, inherited: frozenset[str]) -> None:
    desk = Desk(mode, tags=inherited)
    for event in life:
        desk.live_through(event)
        before, peoples = desk.tags, desk.tags - own_tags(desk.tags)
        agent_before = any(message.author is Author.AGENT for message in desk.messages)
        decision, update = desk.handle()
        assert desk.tags - own_tags(desk.tags) == peoples
        if agent_before or mode is not Mode.REPLY:
            assert update.reply is None
        if update.tags is not None:
            check_state(desk, update, decision)
            assert State.READY not in update.tags - before or update.note
        check_quiet(desk)
    check_turns(desk)


def check_state(desk: Desk, update: Update, decision: Decision) -> None:
    """Exactly one state, the row's, but for what people did; ready only where everything is settled."""
    by_people = update.overrides.added & STATES
    ours = {STATE_OF_ACTION[decision.action]} - update.overrides.removed
    assert desk.tags & STATES == (by_people or ours)
    if State.READY in desk.tags - by_people:
        assert is_complete(desk.reading)


def check_quiet(desk: Desk) -> None:
    """A second delivery for the same state says nothing and changes nothing."""
    tags, said = desk.tags, len(desk.messages)
    _, again = desk.handle()
    assert (again.reply, again.note) == (None, False)
    assert (desk.tags, len(desk.messages)) == (tags, said)


def check_turns(desk: Desk) -> None:
    """The bot never writes twice without a word of the requester's own in between, and tells ready once."""
    turns = [m.author for m in desk.messages if m.author is not Author.THIRD_PARTY and not m.automatic]
    before = [Author.SYSTEM, *turns]
    assert all(before[at] is Author.REQUESTER for at, author in enumerate(turns) if author is Author.BOT)
    assert sum(d.action is Action.READY and u.reply is not None for d, u in desk.handled) <= 1
    assert sum(d.action is Action.ASK and u.reply is not None for d, u in desk.handled) <= 3


@given(st.lists(st.sampled_from(sorted(READINGS)), min_size=1, max_size=8))
def test_customer_who_is_never_helped_by_a_person_is_never_left_unheard(names: list[str]) -> None:
    desk = Desk(Mode.REPLY)
    for name in names:
        desk.live_through(("says", name))
        decision, update = desk.handle()
        listed = update.tags is not None and bool(update.tags & {State.READY, State.PERSON})
        never_meant = decision.reason == "other" and desk.history.state is None
        assert update.reply or listed or never_meant or decision.reason == "already_ready"


def test_messages_that_arrive_together_end_as_if_handled_one_by_one() -> None:
    for noise_event in [("third party", ""), ("automatic mail", ""), ("delivery", "")]:
        slow, fast = Desk(Mode.REPLY), Desk(Mode.REPLY)
        for event in [("says", "almost"), noise_event]:
            slow.live_through(event)
            fast.live_through(event)
            fast.handle()
        slow.handle()
        assert slow.tags == fast.tags
        assert slow.history == fast.history


def test_observed_ticket_is_noted_once_the_bot_may() -> None:
    desk = Desk(Mode.OBSERVE)
    desk.live_through(("says", "complete"))
    assert not desk.handle()[1].writes
    desk.mode = Mode.SUGGEST
    assert desk.handle()[1].note
