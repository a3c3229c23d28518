# In a history "that year" and "the following month" count from the time told last.
published: 2031-11-11
outlet: Demo Wire
---
The war began in 1914. In August that year the army crossed the river. The following month it was beaten back, and in November 1918 the guns fell silent. By 1923 the border was drawn. In 1925 the treaty was signed.
---
Timex span="August that year" days=1914-08 anchor=narrative
Timex span="The following month" days=1914-09
Timex span="November 1918" days=1918-11 anchor=explicit
