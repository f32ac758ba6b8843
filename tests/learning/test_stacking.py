"""The weights that vouch for steps read as done."""

import json
from pathlib import Path

from bot.learning.samples import to_sample
from bot.learning.stacking import VouchingCase, choose_author_folds, fit_vouching, save_vouching
from bot.nlp.steps.vouching import LEARNED, NAMES, SECOND, load_vouching


def a_case(learned: float, second: float, done: bool) -> VouchingCase:
    signals = {"bias": 1.0, "rules done": 1.0, LEARNED: learned, SECOND: second}
    return VouchingCase("tester", "x-1", "api_key", signals, done)


CASES = [a_case(3.0, 2.0, True)] * 30 + [a_case(0.5, -2.0, False)] * 10 + [a_case(0.5, 2.0, True)] * 10


def test_what_was_seldom_done_is_vouched_for_less() -> None:
    vouching = fit_vouching(CASES)
    sure, unsure = (vouching.weigh(case.signals) for case in (CASES[0], CASES[30]))
    assert sure > 0.8 > 0.5 > unsure


def test_the_second_reading_added_later_weighs_the_same_as_at_once() -> None:
    vouching = fit_vouching(CASES)
    alone = vouching.weigh({name: value for name, value in CASES[0].signals.items() if name != SECOND})
    assert abs(vouching.add_second(alone, 0.880797) - vouching.weigh(CASES[0].signals)) < 1e-4  # log-odds 2


def test_without_cases_nothing_is_vouched_for() -> None:
    assert fit_vouching([]).weigh({"bias": 1.0, "rules done": 1.0, LEARNED: 4.0}) == 0.5


def test_saved_weights_are_loaded(tmp_path: Path) -> None:
    save_vouching(fit_vouching(CASES), tmp_path)
    [path] = tmp_path.iterdir()
    assert set(json.loads(path.read_text(encoding="utf-8"))) == set(NAMES)
    assert load_vouching.__wrapped__(path) == fit_vouching(CASES)


def test_authors_go_together_and_snippets_are_always_learnt_from() -> None:
    comments = [{"author": "customer", "body": "hello"}]
    tickets = [
        to_sample({"id": f"{name}-{at}", "author": name, "comments": comments}) for name in "abc" for at in (1, 2)
    ]
    snippet = to_sample({"id": "s-1", "kind": "volume", "text": "12000", "status": "complete"})
    assert choose_author_folds([*tickets, snippet], 2) == [0, 0, 1, 1, 0, 0, -1]
