# Two people with one family name stay two; the bare name is a doubt once both are known.
published: 2031-03-14
outlet: Demo Wire
---
Jonas Reed, the mayor, met Clara Reed, a judge, on Friday. Later Reed declined to comment.
---
Entity name="Jonas Reed" sector=GOV
Entity name="Clara Reed" sector=JUD
Diagnostic code=ambiguous-referent span=Reed
