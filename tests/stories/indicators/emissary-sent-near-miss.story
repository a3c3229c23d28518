# a near miss does not set emissary_sent
published: 2021-12-10
outlet: Demo Wire
---
The United States recalled its envoy on Thursday. CIA Director William Burns will visit Moscow next week.
---
!Sighting indicator=emissary_sent
