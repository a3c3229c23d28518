# A cue that is negated is told from what is said; to deny is to say that it is not so; to decline is to refuse.
published: 2031-03-14
outlet: Demo Wire
---
Jan Keller does not believe the dam will break. The ministry denied that troops had crossed the river. Ilse Varga declined to comment.
---
Statement cue="does not believe" polarity=negated kind=belief source="Jan Keller"
Statement cue="denied" polarity=negated kind=assertion content="that troops had crossed the river"
Statement cue="declined" kind=refusal polarity=affirmed content="to comment"
