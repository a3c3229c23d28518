# a near miss does not set takeover_announced
published: 2031-03-14
outlet: Demo Wire
---
The army could seize power in Arvenia.
---
!Sighting indicator=takeover_announced
