# A length beside an anchor has days, one without has none.
published: 2031-11-11
outlet: Demo Wire
---
In the past three weeks 40 trains arrived; within ten days more will come. The siege took ten weeks.
---
Timex span="the past three weeks" value=P3W days=2031-10-21/2031-11-11
Timex span="ten days" value=P10D days=2031-11-11/2031-11-21
Timex span="ten weeks" value=P10W days=null
