# A roster's family name that is a month or a common word is nobody's without a title or a full name before it.
published: 2018-03-11
outlet: Demo Wire
---
The price rose in May. May be so, traders said. Prime Minister May said the talks would go on.
---
Mention span=May entity=May
!Mention span=price
!Entity name="Prime Minister"
