# an invasion that is only spoken of is none
published: 2021-12-10
outlet: Demo Wire
---
The pipeline was a topic of talks in the context of an invasion of Ukraine by Russia.
---
!Sighting indicator=border_crossed
