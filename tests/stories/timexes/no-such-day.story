# A day that no calendar has, and figures that can be read both ways, stay open and say so.
published: 2031-11-11
outlet: Demo Wire
---
The decree is dated February 31. It was copied on 31 June 2030 and filed on 11/09/21. The print bears 9.11.2031.
---
Timex span="February 31" days=null
Diagnostic code=unresolved-timex span="February 31"
Timex span="31 June 2030" value=2030-06-XX days=null
Timex span="11/09/21" days=null
Diagnostic code=unresolved-timex span="11/09/21"
Timex span="9.11.2031" days=2031-11-09
