"""A person in front of the pages: reads them, sends their forms."""

import re
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "correct horse battery"
TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


class Visitor:
    """One browser: it keeps its cookies and takes each form's token from the page that it read last."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.form_token = ""

    def get(self, path: str, **options: object) -> TestResponse:
        """A page; its forms' token is remembered."""
        answer = self.client.get(path, **options)
        if found := TOKEN.search(answer.text):
            self.form_token = found.group(1)
        return answer

    def read(self, path: str, **options: object) -> str:
        """The page's text without its markup, every run of white space one space."""
        answer = self.get(path, **options)
        assert answer.status_code == 200, (path, answer.status_code)
        return to_text(answer.text)

    def post(self, path: str, fields: dict[str, str] | None = None, **options: object) -> TestResponse:
        """A form of the page that was read last; ``form_token`` among the fields replaces its own."""
        return self.client.post(path, data={"form_token": self.form_token} | (fields or {}), **options)

    def sign_in(self, name: str, password: str = PASSWORD, to: str = "") -> TestResponse:
        """Through the form, as people do; the first page is read afterwards."""
        self.get("/sign-in")
        answer = self.post("/sign-in", {"name": name, "password": password, "to": to})
        if answer.status_code == 303:
            self.get("/tickets")
        return answer

    def cookies(self) -> set[str]:
        """The names of the cookies that it keeps."""
        return {key[2] for key in self.client._cookies}


def to_text(markup: str) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())
