# sets emissary_sent
published: 2021-12-10
outlet: Demo Wire
---
The United States sent an envoy to Russia on Thursday.
---
Sighting indicator=emissary_sent
