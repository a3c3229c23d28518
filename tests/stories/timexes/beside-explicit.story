# An explicit date in brackets settles the vague words before it, and a conflict is told.
published: 2031-11-11
outlet: Demo Wire
---
The director visited Calder last week (Nov. 2 and 3). The minister went there last month (Nov. 5).
---
Timex span="last week" days=2031-11-02/2031-11-03 anchor=explicit
Timex span="last month" days=2031-11-05 anchor=explicit
Diagnostic code=timex-conflict span="last month"
!Diagnostic code=timex-conflict span="last week"
