# an if-clause sets nothing
published: 2021-12-10
outlet: Demo Wire
---
The envoy said that trade ends if Russia attacks Ukraine, shelling its towns.
---
!Sighting indicator=border_crossed
