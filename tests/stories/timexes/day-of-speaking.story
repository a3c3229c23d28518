# What is quoted counts from the day on which it was said; the page counts from its own.
published: 2031-11-11
outlet: Demo Wire
---
“We meet tomorrow,” Minister Ilse Varga wrote on Nov. 9. Her office confirmed it yesterday.
---
Timex span=tomorrow days=2031-11-10 anchor=utterance anchor_value=2031-11-09
Timex span=yesterday days=2031-11-10 anchor=published
