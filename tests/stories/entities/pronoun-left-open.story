# A pronoun with two fitting bearers is a doubt and no mention.
published: 2031-03-14
outlet: Demo Wire
---
Jonas Reed met Karl Berg in Geneva. Later an aide to Reed told Berg that he was tired.
---
Diagnostic code=ambiguous-referent span=he
!Mention span=he
