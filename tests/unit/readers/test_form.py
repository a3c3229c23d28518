"""The form of a text: a title proposes, the shape confirms, the outlet's name counts for nothing."""

from __future__ import annotations

import pytest

from tocsin.readers.form import recognise_form

BRIEFING = """MR. HOLM: Good afternoon. I have one announcement and then I will take your questions.

Q  Is the harbour open?

MR. HOLM: It is not open yet. We expect it to open in the spring, when the ice is gone.

Q  And who told you so?

MR. HOLM: I was told by the envoy, and I have nothing to add to what she told us.
"""
RUN_TOGETHER = (
    "Chancellor of Sorland Ilse Varga: Good afternoon, colleagues, please take a seat. Mr Holm, you have the floor."
    " Pavel Holm: Thank you. The harbour has been shut for a week, and we have moved the grain to the north."
    " Ilse Varga: And how long will the grain last? Pavel Holm: It will last until May."
)
SPEECH = """THE CHANCELLOR: My friends, I am glad to see you. We have waited for this day, and not in vain.

I want to thank the people of Calder. They kept the harbour open, and I will not forget it. We owe them our bread.
"""
STATEMENT = """We condemn the closing of the harbour of Calder. We call on Velmark to open it without delay, and we
stand with the people of Sorland. Our door remains open for talks."""
READOUT = """Chancellor Ilse Varga spoke today with President Anton Rusk of Velmark about the harbour of Calder. The
leaders discussed the grain trade and agreed to stay in touch. The Chancellor underscored that it must stay open."""
REPORT = """The harbour of Calder will stay shut until May, Chancellor Ilse Varga said on Monday. "We have no choice,"
she told reporters. Traders said they had been told nothing. "We are ruined," said one, according to Demo Wire."""


@pytest.mark.parametrize(
    ("title", "text", "form"),
    [
        (None, BRIEFING, "transcript"),
        ("Harbour still shut", BRIEFING, "transcript"),
        ("Meeting with the governor", RUN_TOGETHER, "transcript"),
        (None, SPEECH, "transcript"),
        ("Remarks by Chancellor Varga at Calder", SPEECH.replace("THE CHANCELLOR: ", ""), "transcript"),
        ("Statement by Chancellor Varga on the Harbour of Calder", STATEMENT, "statement"),
        ("JOINT STATEMENT OF SORLAND AND TORR", STATEMENT, "statement"),
        ("Joint communiqué on the harbour", STATEMENT, "statement"),
        (None, "We, the ministers of Sorland and Torr, call for talks.", "statement"),
        ("Readout of Chancellor Varga’s Call with President Rusk", READOUT, "readout"),
        ("Telephone conversation with President of Velmark Anton Rusk", READOUT, "readout"),
        (None, READOUT, "readout"),
        ("Harbour to stay shut", REPORT, "article"),
        # A headline that speaks of a statement or remarks heads a report all the same.
        ("Statement by Varga angers traders", REPORT, "article"),
        ("Remarks by Varga anger traders", REPORT, "article"),
        ("Readout of talks disputed in Calder", REPORT, "article"),
        ("Statement on harbour", "CALDER (Demo Wire) - " + STATEMENT, "article"),
        ("Statement of the Sorland Foreign Ministry Wire", REPORT, "article"),
        (None, "Date: 14 March\nPlace: Calder\nDate: 15 March\nPlace: Torr\nThey met.", "article"),
        ("A list", "", "article"),
    ],
)
def test_forms(title: str | None, text: str, form: str) -> None:
    assert recognise_form(title, text) == form
