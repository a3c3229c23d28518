# A possible act with a time is a forecast of its event.
published: 2031-03-14
outlet: Demo Wire
---
The army is getting ready for a possible operation in the coming months, Tomas Brandt wrote.
---
Forecast outcome="a possible operation in the coming months"
