# A source that the text leaves unnamed is an entity without a name, and its words are anonymous.
published: 2031-03-14
outlet: Demo Wire
---
The ceasefire would hold until Sunday, a senior official said. The official warned that the convoy could still be stopped.
---
Statement cue="said" content="The ceasefire would hold until Sunday" on_record=anonymous source_entity="(a senior official)"
Statement cue="warned" content="that the convoy could still be stopped" on_record=anonymous certainty=none hedges="could"
