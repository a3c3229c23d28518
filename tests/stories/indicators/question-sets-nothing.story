# a question asserts nothing
published: 2031-03-14
outlet: Demo Wire
---
Have troops been deployed in the capital of Arvenia?
---
!Sighting indicator=units_in_capital
