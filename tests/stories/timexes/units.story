# Quarters, budget years, seasons over the year's end, decades, sets.
published: 2031-11-11
outlet: Demo Wire
---
Exports fell in the third quarter. Fiscal 2030 was worse. The pipe will be closed this winter, perhaps after the holidays. In the late 1980s the border was open. He is briefed daily, and markets are held on Saturday mornings.
---
Timex span="the third quarter" value=2031-Q3 days=2031-07-01/2031-09-30
Timex span="Fiscal 2030" days=2029-10-01~/2030-09-30~
Timex span="this winter" value=2031-WI
Timex span="the holidays" days=2031-12-24/2032-01-01
Timex span="the late 1980s" mod=END days=1987-01-01~/1989-12-31~
Timex kind=SET span=daily value=P1D
Timex kind=SET span="Saturday mornings" value=XXXX-WXX-6TMO
