# A December told as past in January is last year's.
published: 2031-01-12
outlet: Demo Wire
---
The accord lapsed on December 31st. It had been signed in November and will be renewed in March.
---
Timex span="December 31st" days=2030-12-31
Timex span=November days=2030-11
Timex span=March days=2031-03
