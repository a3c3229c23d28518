# What a negated verb stands over is not foretold.
published: 2031-03-14
outlet: Demo Wire
---
“I do not see signs that an offensive is imminent,” Tomas Brandt said.
---
!Forecast
