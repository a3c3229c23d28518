# In a headline a colon stands for the verb of saying.
published: 2031-03-14
outlet: Demo Wire
---
Kremlin: no plans to leave the treaty

Nothing else was made public.
---
Statement source="Kremlin" cue=":" content="no plans to leave the treaty" manner=indirect
