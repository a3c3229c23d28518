# a near miss does not set units_in_capital
published: 2031-03-14
outlet: Demo Wire
---
Troops were deployed in the capital of Arvenia on Wednesday for a parade.
---
!Sighting indicator=units_in_capital
