### Hur täckta områden ser ut och hur långt täckningarna når

look-sign = Ett tecken över huvudet
look-solid = En färg
look-colour = En färg ({ $colour })
look-heading = Täckningarnas utseende: { $look }
look-scope = Gäller för
look-scope-cover = Den här täckningen
look-scope-photo = Alla täckningar i bilden
look-scope-all = Alla bilder
look-as-others = Som de andra
look-colours = Färger
look-black = Svart
look-white = Vit
look-organisation = Organisationens färg
look-own-colour = En annan färg
look-own-colour-field = Färg med sex siffror, till exempel 1A2B3C
look-own-colour-wrong = Skriv sex siffror, 0 till 9 och A till F, till exempel 1A2B3C.
look-removed = Organisationens regler tillåter inte: { $list }
look-default = Som programmet har det: { $look }
look-default-rules = Som organisationens regler har det: { $look }
look-pull-keys = Dra i handtagen, eller tryck på Alt och en piltangent, för att ändra täckningen. Den blir aldrig mindre än ansiktet.
look-usual-cover = Använd den vanliga täckningen
look-not-allowed = Organisationens regler tillåter inte att täckta områden ser ut så här: { $look }. Välj ett annat utseende.
look-not-allowed-option = Organisationens regler tillåter inte det utseende som --style ber om: { $look }. Välj ett annat, eller utelämna --style. Ingenting har gjorts.
look-two = Kommandoraden och beslutsfilen ber om olika utseenden. Ta bort det ena.
look-of-shown = Område { $region } är inte täckt men har ett eget utseende eller en egen täckning. Ta bort ”style” och ”cover”, eller täck området.
look-cover-of-which = Område { $region } har en täckning, men det finns inte exakt ett funnet ansikte under det. Ta bort ”cover”, eller passa in området på ansiktet.
look-small-cover = Täckningen av område { $region } är mindre än ansiktet som hittades. Gör den större: den måste rymma hela ramen runt ansiktet och vara minst 32 pixlar bred och hög.
look-edit = annat utseende för { $region }
look-edit-photo = annat utseende för alla täckningar
look-edit-pull = ändra täckningen av { $region }
look-edit-usual = vanlig täckning för { $region }

rules-looks-removed = Utseenden på täckta områden som inte är tillåtna: { $list }
rules-default-look = Täckta områdens utseende när inget annat är valt: { $list }
rules-sizes = Kopiestorlekar som reglerna namnger: { $list }
policy-fault-no-look = Policyfilerna lämnar inget utseende kvar för täckta områden. Tillåt minst ett i tighten.looks_removed. Ingenting har gjorts.
