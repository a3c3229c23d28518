# Vague stretches rest on editable policies and say that they are approximate.
published: 2031-11-11
outlet: Demo Wire
---
The ministry expects more troops in the coming months. Its fear has grown in recent weeks. The bridge opens by the end of the year.
---
Timex span="the coming months" value=PXM days=2031-11-11~/2032-05-11~
Timex span="recent weeks" days=2031-09-30~/2031-11-11~
Timex span="the end of the year" value=2031 mod=END days=2031-12~
