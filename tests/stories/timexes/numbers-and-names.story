# Numbers in words are whole, a year is no part of a count, a show's title is no length; "last" belongs to a feast.
published: 2031-11-11
outlet: Demo Wire
---
The siege lasted one hundred and twenty days. He was a boy in the 1967 Six-Day War. She told the show "60 Minutes" all of it. Off the Arden last Christmas the ferry sank. On Friday, when the envoy set aside his papers, a few hours later the hall was empty.
---
Timex span="one hundred and twenty days" value=P120D
Timex span=1967 value=1967
Timex span=Six-Day value=P6D
Timex span="last Christmas" days=2030-12-25
Timex span=Friday days=2031-11-07
Timex span="a few hours later" value=2031-11-07TXX
!Timex span="60 Minutes"
