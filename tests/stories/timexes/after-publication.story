# A day told as past that lies after the publication is doubted, not mended.
published: 2031-11-11
outlet: Demo Wire
---
“We were attacked,” he said on Nov. 20, 2031.
---
Timex span="Nov. 20, 2031" days=2031-11-20
Diagnostic code=after-publication span="Nov. 20, 2031"
