# In a transcript a label gives somebody the word until the next label; "I" is who has it.
published: 2031-03-14
outlet: Demo Wire
---
Remarks by President Ilse Varga at the harbour

Q: Will the ferry sail again?

PRESIDENT VARGA: I believe the ferry will sail in June.

We have the money for it.

Q: And the bridge?

PRESIDENT VARGA: The bridge stays closed.
---
Statement source="PRESIDENT VARGA" content="I believe the ferry will sail in June. … We have the money for it." manner=direct source_entity="Ilse Varga"
Statement source="Q" kind=question content="Will the ferry sail again?" source_entity=null
Statement source="I" cue="believe" kind=belief source_entity="Ilse Varga" content="the ferry will sail in June"
