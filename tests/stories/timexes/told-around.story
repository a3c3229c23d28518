# Days beside a date, the week of a date, parts of a month.
published: 2031-11-11
outlet: Demo Wire
---
The rounds are set for the week of the 24th. A week ago Tuesday the envoy resigned; a week from Friday the talks resume. The first half of May was quiet. On this day in 1995 the treaty was signed.
---
Timex span="the week of the 24th" value=2031-W48
Timex span="A week ago Tuesday" days=2031-10-28
Timex span="a week from Friday" days=2031-11-21
Timex span="The first half of May" days=2031-05-01/2031-05-15
Timex span="this day in 1995" days=1995-11-11
