# Tense says which way a bare weekday or month looks; an old plan looks back.
published: 2031-11-11
outlet: Demo Wire
---
The envoy could arrive on Friday. The ministers met on Sunday.

Talks that had previously been scheduled for Monday were called off. The ceasefire was extended until March. The council opens on Thursday.
---
Timex span=Friday days=2031-11-14
Timex span=Sunday days=2031-11-09
Timex span=Monday days=2031-11-10
Timex span=March days=2032-03
Timex span=Thursday days=2031-11-13
