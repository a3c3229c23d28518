# Whoever asks may be named in the turn before or name himself; the label "Q" alone names nobody.
published: 2031-03-14
outlet: Demo Wire
---
Press call with Minister Milan Keller

MR. KELLER: The ferry will sail in June.

MODERATOR: Good morning, everybody.

The first question comes from Laura Holt.

Q: Will the bridge open too?

MR. KELLER: The bridge stays closed.

Q: My name is Tomas Brandt, from Demo Radio. When will it open?

MR. KELLER: We do not know yet.

Q: Not even the year?
---
Statement source="Q" content="Will the bridge open too?" kind=question source_entity="Laura Holt"
Statement source="Q" content="My name is Tomas Brandt, from Demo Radio. When will it open?" source_entity="Tomas Brandt"
Statement source="Q" content="Not even the year?" source_entity=null
