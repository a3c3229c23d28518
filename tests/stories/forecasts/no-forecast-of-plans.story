# What the speaker will do himself is an intention, no forecast; a past fact is none either.
published: 2031-03-14
outlet: Demo Wire
---
“We will see,” Tomas Brandt said. “I would not know. The bridge was closed in January.”
---
!Forecast
