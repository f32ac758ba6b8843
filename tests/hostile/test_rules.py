"""Rules that the source keeps, read from its syntax: how secrets are compared, where calls go out, what never runs."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAND_INS = ("bot/sandbox", "bot/demo")  # never part of a desk that serves customers
SECRET_WORDS = ("signature", "secret", "token", "password", "mac", "digest", "hmac", "api_key")
NO_SECRETS = {"token_urlsafe", "form_token_field", "secret_in_ticket", "digest_to", "digest_from", "SECRET", "TOKENS"}
WHETHER_GIVEN = {"client != secret"}  # of settings: whether either is there
SESSIONS = {"bot/zendesk/session.py", "bot/accounts/session.py"}  # the two that call out over HTTP
CALLERS = {"requests", "urllib.request", "urllib3", "http.client", "httpx", "aiohttp", "ftplib", "telnetlib", "socket"}
MAY_IMPORT = {
    "bot/zendesk/session.py": {"requests"},
    "bot/zendesk/bounded.py": {"requests", "urllib3", "http.client", "socket"},  # bounds of the session's answers
    "bot/zendesk/failures.py": {"requests"},  # names the kinds of its answers
    "bot/zendesk/pace.py": {"requests"},  # the types of what it lets through
    "bot/zendesk/oauth.py": {"requests"},
    "bot/accounts/session.py": {"requests", "urllib3"},
    "bot/processes.py": {"socket"},  # the machine's name
    "bot/working.py": {"socket"},
}
NEVER_CALLED = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "os.system",
    "os.popen",
    "yaml.load",
    "pickle.load",
    "pickle.loads",
}
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml", "xml", "subprocess"}
MAY_START = {"bot/processes.py", "bot/commands/run.py", "bot/demo/stage.py"}  # child processes of our own
CLEARTEXT_HOSTS = {"127.0.0.1", "localhost", "::1", "www.w3.org"}


def find_sources(*without: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in ("bot", "webhooks"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if not name.startswith(without or ("\0",)):
                yield name, ast.parse(file.read_text(encoding="utf-8"))


def name_call(node: ast.Call) -> str:
    """The dotted name of what is called: ``os.system``; its last part alone where it hangs on a value."""
    parts: list[str] = []
    at: ast.expr = node.func
    while isinstance(at, ast.Attribute):
        parts.append(at.attr)
        at = at.value
    return ".".join(reversed([*parts, at.id] if isinstance(at, ast.Name) else parts))


def find_calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def find_imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def names_secret(node: ast.expr) -> bool:
    """Whether the value's name is that of something secret; a constant beside it makes no secret."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    words = name.lower().split("_")
    return name not in NO_SECRETS and words[-1] in SECRET_WORDS


def is_column(node: ast.expr) -> bool:
    """``Session.digest``: the database looks for a hash, whose letters tell nothing of the token."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id[:1].isupper()


def find_comparisons(tree: ast.AST) -> Iterator[int]:
    """Lines on which something secret is compared with what is not a constant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
            sides = [node.left, *node.comparators]
            harmless = any(isinstance(side, ast.Constant) or is_column(side) for side in sides)
            if any(map(names_secret, sides)) and not harmless and ast.unparse(node) not in WHETHER_GIVEN:
                yield node.lineno


def test_secrets_are_compared_in_constant_time() -> None:
    assert [(name, line) for name, tree in find_sources(*STAND_INS) for line in find_comparisons(tree)] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("signature == given", [1]),
        ("x.token != y", [1]),
        ("token == ''", []),
        ("compare_digest(token, given)", []),
        ("token_count == 3", []),
    ],
)
def test_rule_of_comparisons_sees_what_it_should(code: str, found: list[int]) -> None:
    assert list(find_comparisons(ast.parse(code))) == found


def test_calls_go_out_from_the_known_sessions_alone() -> None:
    found = {
        name: used
        for name, tree in find_sources(*STAND_INS)
        if (used := {module for module in find_imports(tree) if any(_is_of(module, caller) for caller in CALLERS)})
    }
    odd = {
        name: used
        for name, used in found.items()
        if not all(any(_is_of(module, known) for known in MAY_IMPORT.get(name, ())) for module in used)
    }
    assert odd == {}


def _is_of(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def test_no_session_follows_a_redirect() -> None:
    for name in SESSIONS:
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        values = [value for node in ast.walk(tree) for key, value in _pairs(node) if key == "allow_redirects"]
        assert values
        assert all(isinstance(value, ast.Constant) and value.value is False for value in values), name


def _pairs(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Call):
        yield from ((keyword.arg or "", keyword.value) for keyword in node.keywords)
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        yield from ((str(key.value), value) for key, value in pairs if isinstance(key, ast.Constant))


def test_nothing_said_is_ever_run_or_unpickled() -> None:
    called = [(name, name_call(call)) for name, tree in find_sources() for call in find_calls(tree)]
    assert [found for found in called if found[1] in NEVER_CALLED] == []
    imported = [(name, module) for name, tree in find_sources() for module in find_imports(tree)]
    odd = [found for found in imported if any(_is_of(found[1], never) for never in NEVER_IMPORTED)]
    assert [found for found in odd if not (found[1] == "subprocess" and found[0] in MAY_START)] == []


def test_arrays_are_loaded_without_pickles_and_no_shell_is_started() -> None:
    for name, tree in find_sources():
        for call in find_calls(tree):
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            if name_call(call) == "np.load":
                pickles = given.get("allow_pickle")
                assert isinstance(pickles, ast.Constant), name
                assert pickles.value is False, name
            shell = given.get("shell")
            assert shell is None or (isinstance(shell, ast.Constant) and shell.value is False), name


def makes_template(call: ast.Call) -> bool:
    """Whether a template is made from a string, not read from a file of ours."""
    return name_call(call).rpartition(".")[2] in ("from_string", "Template", "render_template_string")


def test_no_template_is_made_from_a_string() -> None:
    found = [
        (name, call.lineno)
        for name, tree in find_sources(*STAND_INS)
        for call in find_calls(tree)
        if makes_template(call)
    ]
    assert found == []


def marks_as_markup(call: ast.Call) -> bool:
    """Whether a value that is no constant is called markup."""
    plain = name_call(call).rpartition(".")[2] == "Markup" and bool(call.args)
    return plain and not isinstance(call.args[0], ast.Constant)


# Each builds on texts that were escaped before, or that are our own.
ESCAPED = {"webhooks/pages/reports.py", "bot/reports/file.py", "bot/rendering.py", "bot/notes.py"}


@pytest.mark.parametrize(("finds", "known"), [(marks_as_markup, ESCAPED)])
def test_markup_is_made_where_it_is_known_to_be_escaped(finds: Callable[[ast.Call], bool], known: set[str]) -> None:
    found = {name for name, tree in find_sources(*STAND_INS) for call in find_calls(tree) if finds(call)}
    assert found <= known, found - known


def test_hosts_in_the_source_are_mailguns_own_and_example_names() -> None:
    hosts = set()
    for _name, tree in find_sources(*STAND_INS):
        documentation = {id(node.body[0].value) for node in ast.walk(tree) if _has_docstring(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                hosts |= set(_find_hosts(node.value))
    allowed = {"api.mailgun.net", "api.eu.mailgun.net", "status.mailgun.com"} | CLEARTEXT_HOSTS
    assert {host for host in hosts if host not in allowed and not host.endswith((".example", "example.com"))} == set()


def _has_docstring(node: ast.AST) -> bool:
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return isinstance(node, kinds) and ast.get_docstring(node) is not None


def _find_hosts(text: str) -> Iterator[str]:
    for piece in text.split("://")[1:]:
        host = "".join(letter if letter.isalnum() or letter in ".-" else " " for letter in piece).split(" ")[0]
        if "." in host.strip("."):
            yield host
