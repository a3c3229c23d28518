# Troops are counted as the text does.
published: 2031-03-14
outlet: Demo Wire
---
Canada massed some 90,000 troops near Norway in February.
---
Event trigger="massed … troops" event_type=MOBILIZE mode=troops status=occurred actors="Canada" recipients="Norway" days=2031-02
