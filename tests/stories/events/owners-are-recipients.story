# An act on things or unnamed people is done to whom they belong to, and a tale of long ago is no news.
published: 2031-03-14
outlet: Demo Wire
---
The Norwegian army shelled a camp in Estonia on Monday.

Latvia is being blockaded. Norway seeks to prevent attacks.

In June 2019 Norway signed a treaty. It attacked Estonia.
---
Event trigger="shelled" event_type=ASSAULT recipients="Estonia" status=occurred
Event trigger="blockaded" status=ongoing
Event trigger="attacks" status=feared
Event trigger="attacked" status=historical
