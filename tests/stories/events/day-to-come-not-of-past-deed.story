# A day to come that stands in a noun phrase dates no past deed.
published: 2031-03-14
outlet: Demo Wire
---
Tomas Brandt met Ilse Varga before the opening of the 2032 games.
---
Event trigger="met" event_type=CONSULT status=occurred days=null
