"""An analyst's own draft, or rows of event data, held against the claims of a graph."""

from kg.check.draft import Checked, CheckedSentence, check_draft
from kg.check.ground import Ground, Verdict

__all__ = ["Checked", "CheckedSentence", "Ground", "Verdict", "check_draft"]
