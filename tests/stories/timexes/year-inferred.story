# Without a publication date the year comes from dated neighbours, and that is told.
outlet: Demo Wire
---
The order was given on Tuesday, Nov. 4, 2031. On Nov. 9 it was withdrawn. They left on Friday.
---
Timex span="Nov. 9" days=2031-11-09 anchor=narrative
Diagnostic code=inferred-year span="Nov. 9"
Timex span=Friday days=null
Diagnostic code=unresolved-timex span=Friday
