### Hvad organisationens IT har fastsat for en computer

machine-set = Fastsat af din organisation og kan ikke ændres her.
machine-set-where = Fastsat i { $place }. Bed IT om at ændre det.
machine-set-by = Fastsat af organisationen for denne computer i { $place }
machine-nothing-set = Organisationen har ikke fastsat noget for denne computer.

machine-key-policy-file = Regelfil
machine-key-data-folder = Mappe til register og log
machine-key-export-folder = Mappe til kopier
machine-key-language = Sprog
machine-key-country = Land, hvis regler gælder
machine-key-looks = Dækningens udseende, der kan vælges
machine-key-renderer = Hvad der tegner vinduet
machine-key-engine = Hvad der leder efter ansigter
machine-key-skip-first-page = Udelad den første side

machine-fault-unreadable = Det, din organisation har fastsat for denne computer, kan ikke læses i { $place }: { $reason }. Sladd starter ikke uden det. Sig det til IT.
machine-fault-unknown = { $place } fastsætter ”{ $key }”, som denne version af Sladd ikke kender. Sladd starter ikke, for der kan være ment noget andet. Sig det til IT: Ret navnet, eller opdater Sladd.
machine-fault-value = { $place } fastsætter { $key } til ”{ $value }”, og det kan ikke lade sig gøre. Mulige værdier: { $expected }. Sladd starter ikke. Sig det til IT.
machine-fault-path = { $place } fastsætter { $key } til ”{ $value }”, som ikke er en hel sti i ren tekst. Sladd starter ikke. Sig det til IT: Stien skal begynde med et drev, et fællesdrev eller / og må ikke indeholde variabler.
machine-fault-overridden = Din organisation har fastsat { $key } til ”{ $value }” for denne computer ({ $place }), og { $asked } beder om noget andet. Der skete ikke noget. Udelad { $asked }, eller spørg IT.

machine-window-silent = Et Sladd-vindue er allerede åbent og svarer ikke. Der blev ikke åbnet noget. Luk vinduet, og start igen.
machine-other-rules-open = Et Sladd-vindue er allerede åbent med andre regler. Der blev ikke åbnet noget. Luk vinduet, og start igen.
machine-no-such-renderer = Intet her kan tegne vinduer med ”{ $renderer }”. Start med --renderer auto. Kommandolinjen kan det samme:
