### Hva virksomhetens IT har fastsatt for en datamaskin

machine-set = Fastsatt av virksomheten din og kan ikke endres her.
machine-set-where = Fastsatt i { $place }. Be IT om å endre det.
machine-set-by = Fastsatt av virksomheten for denne datamaskinen i { $place }
machine-nothing-set = Virksomheten har ikke fastsatt noe for denne datamaskinen.

machine-key-policy-file = Regelfil
machine-key-data-folder = Mappe for register og logg
machine-key-export-folder = Mappe for kopier
machine-key-language = Språk
machine-key-country = Landet som har reglene som gjelder
machine-key-looks = Utseender på dekningen som kan velges
machine-key-renderer = Hva som tegner vinduet
machine-key-engine = Hva som søker etter ansikter
machine-key-skip-first-page = Utelat den første siden

machine-fault-unreadable = Det virksomheten din har fastsatt for denne datamaskinen, kan ikke leses i { $place }: { $reason }. Sladd starter ikke uten det. Si fra til IT.
machine-fault-unknown = { $place } fastsetter «{ $key }», som denne versjonen av Sladd ikke kjenner. Sladd starter ikke, for noe annet kan være ment. Si fra til IT: Rett navnet, eller oppdater Sladd.
machine-fault-value = { $place } setter { $key } til «{ $value }», og det er ikke mulig. Mulige verdier: { $expected }. Sladd starter ikke. Si fra til IT.
machine-fault-path = { $place } setter { $key } til «{ $value }», som ikke er en hel sti i ren tekst. Sladd starter ikke. Si fra til IT: Stien må begynne med en stasjon, et fellesområde eller / og kan ikke inneholde variabler.
machine-fault-overridden = Virksomheten din har satt { $key } til «{ $value }» for denne datamaskinen ({ $place }), og { $asked } ber om noe annet. Ingenting ble gjort. Utelat { $asked }, eller spør IT.

machine-window-silent = Et Sladd-vindu er allerede åpent og svarer ikke. Ingenting ble åpnet. Lukk vinduet, og start igjen.
machine-other-rules-open = Et Sladd-vindu er allerede åpent med andre regler. Ingenting ble åpnet. Lukk vinduet, og start igjen.
machine-no-such-renderer = Ingenting her kan tegne vinduer med «{ $renderer }». Start med --renderer auto. Kommandolinjen kan det samme:
