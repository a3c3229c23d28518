# a near miss does not set others_warn_citizens
published: 2031-03-14
outlet: Demo Wire
---
Sorland sent diplomats to the embassy in Arvenia on Wednesday. Sorland withdrew its diplomats from the embassy in Veldania on Wednesday.
---
!Sighting indicator=others_warn_citizens
