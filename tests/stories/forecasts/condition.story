# The if-clause is the condition, not part of the outcome.
published: 2031-03-14
outlet: Demo Wire
---
Tomas Brandt said the talks would collapse if Norway closed the border.
---
Forecast outcome="the talks would collapse" condition="if Norway closed the border"
