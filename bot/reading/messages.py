"""Comments to messages, and a ticket's comments to a conversation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.conversation import SUBJECT_ID, Author, Conversation, Message, Part, Section
from bot.reading.automatic import is_automatic
from bot.reading.checklists import find_unticked
from bot.reading.earlier import Earlier
from bot.reading.footers import find_footers
from bot.reading.html import read_html
from bot.reading.letters import find_turned, to_plain
from bot.reading.lines import Line, Span, split_lines
from bot.reading.page import Seen
from bot.reading.pasted import find_pasted
from bot.reading.quotes import find_quotes
from bot.reading.secrets import Masked, mask_secrets
from bot.reading.sections import to_sections
from bot.reading.signatures import find_signatures

MAX_CHARACTERS = 20_000  # of a message's text
_LONGEST_SECRET = 5_000  # characters beyond that, so that a secret across the cut is found whole
_LONGEST_BODY = 4_000_000  # characters of HTML
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment of a ticket before cleaning; ``body`` is HTML or plain text, ``flags`` Zendesk's metadata.flags."""

    id: str  # "comment:<id>"
    author: Author
    body: str | None
    html: bool = False
    public: bool = True
    sent_at: str | None = None
    flags: tuple[int, ...] = ()
    attachments: tuple[str, ...] = ()


def to_message(comment: Comment) -> Message:
    """The message of a comment that stands alone. Total: whatever the body holds, there is a message."""
    return _to_message(comment, Earlier(), None)


def to_subject(subject: str | None, author: Author = Author.REQUESTER) -> Message | None:
    """The subject as a message of its own, None where there is none. Nothing in it is set apart."""
    if not subject or not subject.strip():
        return None
    seen = _read(subject, html=False)
    masked, truncated = _mask(seen)
    return Message(SUBJECT_ID, author, masked.text, secrets=masked.secrets, truncated=truncated)


def to_conversation(subject: str | None, comments: Iterable[Comment]) -> Conversation:
    """The conversation of a ticket, its comments oldest first. What a comment repeats of the desk's earlier words is
    set apart; the ticket's subject tells of its first comment whether a machine wrote it."""
    first = to_subject(subject)
    messages: list[Message] = [first] if first else []
    earlier = Earlier()
    told = subject
    notes: set[str] = set()
    for comment in comments:
        message = _to_message(comment, earlier, told)
        # A machine repeats itself word by word.
        message = replace(message, automatic=message.automatic or message.text.strip() in notes)
        if message.automatic and message.text.strip():
            notes.add(message.text.strip())
        messages.append(message)
        earlier, told = earlier.followed_by(message), None
    return Conversation(tuple(messages))


def _to_message(comment: Comment, earlier: Earlier, subject: str | None) -> Message:
    seen = _read(comment.body or "", comment.html)
    masked, truncated = _mask(seen)
    by_desk = comment.author in (Author.AGENT, Author.BOT)
    message = Message(
        comment.id,
        comment.author,
        masked.text,
        comment.public,
        comment.sent_at,
        _find_sections(seen, masked, earlier, by_desk),
        masked.secrets,
        truncated=truncated,
        attachments=comment.attachments,
    )
    automatic = not by_desk and is_automatic(subject, message.own_words, comment.flags)
    return replace(message, automatic=automatic)


def _read(body: str, html: bool) -> Seen:
    """The text of a body. What no database takes, NUL and lone surrogates, is replaced letter by letter."""
    if html:
        return read_html(_UNSTORABLE.sub("\ufffd", body[:_LONGEST_BODY]), MAX_CHARACTERS + _LONGEST_SECRET)
    limit = MAX_CHARACTERS + _LONGEST_SECRET
    text = body[: 2 * limit].replace("\r\n", "\n").replace("\r", "\n")
    return Seen(_UNSTORABLE.sub("\ufffd", text[:limit]), truncated=len(text) > limit)


def _mask(seen: Seen) -> tuple[Masked, bool]:
    """The text masked and then cut, never within a mask; and whether anything was cut off."""
    masked = mask_secrets(seen.text)
    cut = next((s.start for s in masked.secrets if s.start < MAX_CHARACTERS < s.end), MAX_CHARACTERS)
    kept = tuple(secret for secret in masked.secrets if secret.end <= cut)
    return replace(masked, text=masked.text[:cut], secrets=kept), seen.truncated or len(masked.text) > cut


def _find_sections(seen: Seen, masked: Masked, earlier: Earlier, by_desk: bool) -> tuple[Section, ...]:
    """What is set apart. The desk's own questions and checklists are its word where the desk writes them."""
    plain = to_plain(masked.text)
    quoted, signed, coloured = (
        tuple(plain.to_plain(masked.move(span)) for span in spans)
        for spans in (seen.quoted, seen.signed, seen.coloured)
    )
    lines = split_lines(plain.text, quoted)
    quotes = find_quotes(lines, coloured, earlier)
    answers = to_sections(plain.text, ((Part.QUOTED, quotes.quoted), (None, quotes.answers)))
    chunks = _to_chunks(lines, answers)
    own = [line for chunk in chunks for line in chunk]
    pasted = [] if by_desk else [*find_pasted(own, earlier), *find_unticked(own, earlier)]
    layers: tuple[tuple[Part | None, Iterable[Span]], ...] = (
        (Part.SIGNATURE, (*find_signatures(own, chunks), *signed)),
        (Part.FOOTER, find_footers(own)),
        (Part.QUOTED, (*quotes.quoted, *pasted)),
        (None, quotes.answers),
    )
    found = [(part, map(plain.to_whole, spans)) for part, spans in layers]
    hidden = (*map(masked.move, seen.hidden), *find_turned(masked.text))
    return to_sections(masked.text, (*found, (Part.HIDDEN, hidden)))


def _to_chunks(lines: list[Line], quoted: tuple[Section, ...]) -> list[list[Line]]:
    """The lines between the quotations, run by run."""
    chunks: list[list[Line]] = [[]]
    passed = 0
    for line in lines:
        while passed < len(quoted) and quoted[passed].end <= line.start:
            passed += 1
        if passed < len(quoted) and quoted[passed].start < line.end and not line.blank:
            if chunks[-1]:
                chunks.append([])
        elif passed == len(quoted) or quoted[passed].start >= line.end:
            chunks[-1].append(line)
    return [chunk for chunk in chunks if any(not line.blank for line in chunk)]
