### The command line

cli-faces-found = { $photo }: { $count ->
        [0] Ingen ansikter ble funnet. Det betyr ikke at det ikke er noen.
        [one] 1 ansikt
       *[other] { $count } ansikter
    }
cli-exported = { $photo } er eksportert og kontrollert: { $output }
cli-controller-missing = Følgefilene sier ikke hvem som er behandlingsansvarlig for kopiene. Det oppgis i innstillingene i vinduet eller i settings.toml i datamappen.
cli-decisions-unreadable = Filen med avgjørelser kan ikke brukes: { $reason }. Rett den, og prøv igjen.
cli-decisions-other-file = Avgjørelsene gjelder en annen utgave av bildet. Gå gjennom bildet på nytt.
cli-withdrawn = { $consent } er trukket tilbake. Kopier som bygger på det: { $count }.
cli-output-unwritten = Det som skulle skrives ut, kunne ikke skrives: { $reason }. Noe er gått tapt; frigjør plass, og kjør kommandoen igjen.
cli-ledger-whole = Loggen er intakt. Poster: { $count }.
cli-ledger-broken = Loggen er endret: { $reason }. Gjenopprett en sikkerhetskopi, og gi beskjed til personvernombudet.
cli-outcome-consent = samtykke
cli-outcome-approval = samtykke og ledergodkjenning
cli-outcome-hide = sladdes
cli-engine-embedded = Motor: { $engine }, innebygd. Fant ikke noe ONNX Runtime-bibliotek i lib/ ved siden av programmet eller i SLADD_ONNXRUNTIME.
cli-engine-native = Motor: { $engine }, fra et bibliotek ved siden av programmet.
cli-library-known = Bibliotek: SHA-256 { $sha256 }, kjent: ONNX Runtime slik det er utgitt for { $platform }.
cli-library-unknown = Bibliotek: SHA-256 { $sha256 }, ikke et vi kjenner. Det har funnet de kjente ansiktene, men spør hvem som har lagt det der.
cli-verify-ok = Kopi, følgefil og register stemmer overens.
cli-verify-metadata-found = Filen inneholder mer enn bildet. Eksporter den på nytt.
cli-verify-changed = Endret etter eksport. Eksporter bildet på nytt.
cli-verify-sidecar-changed = Følgefilen er endret etter eksport. Eksporter bildet på nytt.
cli-verify-no-sidecar = Det er ingen følgefil ved siden av kopien. Legg den tilbake, eller eksporter bildet på nytt.
cli-verify-consent-withdrawn = Et samtykke er trukket tilbake. Fjern kopien fra kanalen.
cli-verify-consent-expired = Et samtykke er utløpt. Fjern kopien fra kanalen, eller forny samtykket.
cli-verify-not-reviewed = Ingen har bekreftet at hele bildet er gjennomgått. Gå gjennom det, og eksporter bildet på nytt.
