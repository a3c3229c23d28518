# sets cyber_attack
published: 2021-12-10
outlet: Demo Wire
---
Hackers attacked the websites of Ukrainian ministries on Thursday.
---
Sighting indicator=cyber_attack
