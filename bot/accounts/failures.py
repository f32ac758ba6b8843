"""Why something was not read. A failure is a code and nothing else: neither what was sent nor what came back."""


class NotRead(Exception):
    """A look that gave nothing to rely on; the message is a reason code (``verdicts.PROBLEMS`` has its words)."""


class Unreadable(NotRead):
    """An answer, or an entry of one, is not of the documented form; ``field`` is the first that is not."""

    def __init__(self, field: str) -> None:
        super().__init__("wrong_shape")
        self.field = field
