# Indirect speech: the clause with its "that" is the content, and its end is not the conjunct by which the speaker goes on.
published: 2031-03-14
outlet: Demo Wire
---
Ilse Varga said that the talks had failed and insisted that her government would return to them.
---
Statement source="Ilse Varga" cue="said" content="that the talks had failed" manner=indirect kind=assertion
Statement source="Ilse Varga" cue="insisted" content="that her government would return to them" manner=indirect source_entity="Ilse Varga"
