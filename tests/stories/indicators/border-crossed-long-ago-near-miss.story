# what the sentence puts in a year before the window is history
published: 2021-12-10
outlet: Demo Wire
---
The envoy recalled the campaign of 2014, when Russia attacked Ukraine.
---
!Sighting indicator=border_crossed
