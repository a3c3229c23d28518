# A possible act with a time is a forecast of its event.
published: 2031-03-14
outlet: Demo Wire
---
Reservists are being trained for a possible invasion of Norway in April, Tomas Brandt wrote.
---
Forecast outcome="a possible invasion of Norway in April" horizon=2031-04
