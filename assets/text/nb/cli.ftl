### The command line

cli-faces-found = { $photo }: { $count ->
        [0] Ingen ansikter ble funnet. Det kan likevel være ansikter der.
        [one] 1 ansikt
       *[other] { $count } ansikter
    }{ $perhaps ->
        [0] {""}
       *[other] {" "}(kanskje ansikter: { $perhaps })
    }
cli-writing-found = { $photo }: { $count ->
        [0] Ingen skrift ble funnet. Det kan likevel være skrift der.
        [one] 1 sted med skrift
       *[other] { $count } steder med skrift
    }{ $numbers ->
        [0] {""}
       *[other] {" "}(ligner et personnummer: { $numbers })
    }
cli-codes-found = { $photo }: { $count ->
        [0] Ingen koder ble funnet. Det kan likevel være koder der.
        [one] 1 kode
       *[other] { $count } koder
    }
cli-people-found = I { $photo } er det kanskje { $count ->
    [one] én person
   *[other] { $count } personer
 } uten synlig ansikt.
cli-nothing-to-verify = Ingen kopi ble funnet der, så ingen er kontrollert. Oppgi mappen som kopiene og følgefilene deres ligger i.
cli-exported = { $photo } er eksportert og kontrollert: { $output }
cli-controller-missing = Følgefilene sier ikke hvilken virksomhet som er behandlingsansvarlig for kopiene. Det oppgis i innstillingene i vinduet eller i settings.toml i mappen for register og logg.
cli-colour-without-solid = Det er valgt en farge, men bare ensfargede dekninger har en. Legg til --style solid, eller utelat --colour.
cli-decisions-unreadable = Filen med avgjørelser kan ikke brukes: { $reason }. Rett den, og prøv igjen.
cli-decisions-other-file = Avgjørelsene gjelder en annen utgave av bildet. Gå gjennom bildet på nytt.
cli-withdrawn = { $consent } er trukket tilbake. Kopier som bygger på samtykket: { $count }.
cli-output-unwritten = Det som skulle skrives ut, kunne ikke skrives: { $reason }. Noe er gått tapt; frigjør plass, og kjør kommandoen igjen.
cli-ledger-whole = Loggen er ikke endret. Oppføringer: { $count }.
cli-ledger-broken = Loggen er endret: { $reason }. Gjenopprett en sikkerhetskopi, og gi beskjed til personvernombudet.
cli-ledger-restored = Loggen går videre fra sikkerhetskopien, og det står der fra nå av. Oppføring { $number }, som er sett her før, er borte. Legg inn på nytt det som er trukket tilbake siden sikkerhetskopien.
cli-ledger-restored-unread = Loggen går videre uten det som var lagret i { $file }, og det står der fra nå av. Ingen kan se om noe mangler. Gå gjennom det som er trukket tilbake i det siste, og legg det inn på nytt der det ikke står.
cli-ledger-nothing-missing = Ingenting av det som er sett her før, mangler. Ingenting er endret.
cli-ledger-not-remembered = Slutten av loggen kunne ikke lagres utenfor mappen for register og logg, så en eldre sikkerhetskopi ville ikke bli oppdaget. Kontroller at det kan skrives i profilmappen din og, der den er satt, i heads_folder.
cli-heads-unconfirmed = heads_folder i settings.toml fører over nettverket eller en lenke, til { $folder }, og ble ikke brukt: Den som kan skrive i mappen for register og logg, kan også skrive det. Er det riktig, så oppgi den samme mappen i miljøvariabelen SLADD_HEADS, eller spør IT-avdelingen.
cli-outcome-consent = samtykke
cli-outcome-approval = samtykke og ledergodkjenning
cli-outcome-hide = sladdes
cli-engine-embedded = Motor: { $engine }, innebygd. Fant ikke noe brukbart ONNX Runtime-bibliotek i lib/ ved siden av programmet eller i SLADD_ONNXRUNTIME.
cli-engine-native = Motor: { $engine }, fra et bibliotek ved siden av programmet.
cli-library-known = Bibliotek: SHA-256 { $sha256 }, kjent: ONNX Runtime slik det er utgitt for { $platform }.
cli-library-unknown = Bibliotek: SHA-256 { $sha256 }, ikke et vi kjenner. Det har funnet de kjente ansiktene, men spør hvem som har lagt det der.
cli-verify-ok = Kopi, følgefil og register stemmer overens.
cli-verify-metadata-found = Filen inneholder mer enn bildet. Eksporter den på nytt.
cli-verify-changed = Endret etter eksport. Eksporter bildet på nytt.
cli-verify-sidecar-changed = Følgefilen er endret etter eksport, eller det som ligger der, er ingen følgefil. Eksporter bildet på nytt.
cli-verify-no-sidecar = Det er ingen følgefil ved siden av kopien. Legg den tilbake, eller eksporter bildet på nytt.
cli-verify-consent-withdrawn = Et samtykke er trukket tilbake. Fjern kopien fra kanalen.
cli-verify-consent-expired = Et samtykke er utløpt. Fjern kopien fra kanalen, eller forny samtykket.
cli-verify-not-reviewed = Ingen har bekreftet at hele bildet er gjennomgått. Gå gjennom det, og eksporter bildet på nytt.
cli-verify-ok-signed = Kopi og følgefil stemmer overens, og en nøkkel som er oppgitt her, har signert følgefilen. Ikke noe register er spurt, så det kan ikke ses her om et samtykke er trukket tilbake.
cli-verify-unasked = Kopi og følgefil stemmer overens med hverandre; ikke noe register er spurt, så det kan ikke bevises her at følgefilen er laget av Sladd. Kontroller den der registeret er (--data), eller spør virksomheten som står i følgefilen.
cli-verify-unknown-record = Registeret kjenner ikke følgefilen, og den er ikke laget med nøkkelen til dette registeret: Den tilhører en annen virksomhet eller er forfalsket. Ikke vis kopien før virksomheten som står i følgefilen, har kontrollert den.
cli-verify-lost-record = Følgefilen er laget her, men loggen har mistet den: Sannsynligvis er en gammel sikkerhetskopi lagt tilbake, eller loggen er kuttet. Hent registeret fra en nyere sikkerhetskopi, og ikke vis kopien før det.
cli-verify-untagged-record = Registeret kjenner ikke følgefilen. En eldre versjon av Sladd har laget den uten merke fra registeret sitt, så det kan ikke sies hvor. Ikke vis kopien før den er funnet i et register.
cli-clock-flag = Eller oppgi med --clock-is-right at klokken går riktig; det blir notert i loggen.
cli-clock-confirmed = Det er notert i loggen at klokken på denne datamaskinen går riktig.
cli-event = { $event }, { $day }: { $consents } samtykker, brukt { $uses } ganger
cli-event-erased = Arrangementet er slettet: { $event }.
