"""Understanding by a handful of keywords: enough to see the whole loop work."""

import re

from bot.core.checklist import Finding, Status
from bot.core.conversation import Conversation
from bot.core.understanding import Intent, Understanding
from bot.nlp.pipeline import to_views

ANSWERS = {
    "email_use": r"receipts|newsletter|transactional|marketing",
    "list_source": r"sign up|customers",
    "monthly_volume": r"[\d,]+ (?:messages )?a month",
}


class Keywords:
    """An understanding that knows a dozen words."""

    def understand(self, conversation: Conversation) -> Understanding:
        """Intent and findings by keyword."""
        findings: list[Finding] = []
        said = ""
        for view in to_views(conversation):
            said += view.text.lower() + "\n"
            for item, pattern in ANSWERS.items():
                if match := re.search(pattern, view.text.lower()):
                    findings.append(Finding(item, Status.COMPLETE, evidence=(view.evidence(*match.span()),)))
        compromised = "hacked" in said or "compromised" in said
        label = "compromise_report" if compromised else "probation_appeal" if "limit" in said else "other"
        return Understanding(Intent({label: 1.0}), tuple(findings))


def load_pipeline() -> Keywords:
    """The understanding."""
    return Keywords()
