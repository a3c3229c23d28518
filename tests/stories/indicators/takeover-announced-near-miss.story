# a near miss does not set takeover_announced
published: 2031-03-14
outlet: Demo Wire
---
The army could seize power in Arvenia. The army seized power in Sorland on Wednesday.
---
!Sighting indicator=takeover_announced
