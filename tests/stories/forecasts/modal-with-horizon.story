# A look ahead in a statement is a forecast, with its days and its words.
published: 2031-03-14
outlet: Demo Wire
---
“Canada could attack Norway in April,” Tomas Brandt said on Monday.
---
Forecast outcome="Canada could attack Norway in April" horizon=2031-04
Event trigger="attack" status=hypothetical
