# "told them that" says what is; "told them to" asks for a deed
published: 2031-03-14
outlet: Demo Wire
---
Spokesman Tomas Brandt told reporters that Norway deployed troops along the river. He told the units to withdraw the tanks.
---
Event trigger="deployed troops" event_type=MOBILIZE status=occurred
Event trigger="withdraw … tanks" event_type=RETREAT status=requested
