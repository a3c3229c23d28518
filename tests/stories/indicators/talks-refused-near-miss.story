# a near miss does not set talks_refused
published: 2021-12-10
outlet: Demo Wire
---
Ukraine on Thursday refused a meeting with Russia.
---
!Sighting indicator=talks_refused
