# A verb, a surname, an ordinal, a walk, a place in a recording and a newspaper are no times.
published: 2031-11-11
outlet: Demo Wire
---
May Lindqvist may resign. She was second to none, and the March on the ministry went on. The shot is seen at 01:33 in the video. The dailies printed the threat and the daily reported it. As you know, April, peace will not come overnight.
---
!Timex
