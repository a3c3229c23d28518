# a second date that is not listed with the first belongs to another word
published: 2031-03-14
outlet: Demo Wire
---
Norway on Thursday signed an agreement with Canada for 2033.
---
Event trigger="signed … agreement" days=2031-03-13
!Event trigger="signed … agreement" days=2033
