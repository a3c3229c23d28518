# a long record of attacks is no attack
published: 2021-12-10
outlet: Demo Wire
---
Russia has a long record of cyber attacks on Ukraine, a spokesman for the ministry said on Thursday.
---
!Sighting indicator=cyber_attack
