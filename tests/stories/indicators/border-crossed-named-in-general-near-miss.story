# an invasion that is only spoken of is none
published: 2021-12-10
outlet: Demo Wire
---
The seminar dealt with grain prices in the context of an invasion of Ukraine by Russia.
---
!Sighting indicator=border_crossed
