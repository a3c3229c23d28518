# "This year" of what is over ends with the day of speaking; "later this year" begins there.
published: 2031-11-11
outlet: Demo Wire
---
We have sent four missions this year. Two more will follow later this year. It is this year's largest drill.
---
Timex span="this year" days=2031-01-01/2031-11-11
Timex span="later this year" days=2031-11-11/2031-12-31
Timex span="this year" days=2031
