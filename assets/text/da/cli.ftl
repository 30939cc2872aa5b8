### The command line

cli-faces-found = { $photo }: { $count ->
        [0] Der blev ikke fundet ansigter. Det betyder ikke, at der ingen er.
        [one] 1 ansigt
       *[other] { $count } ansigter
    }{ $perhaps ->
        [0] {""}
       *[other] {" "}(måske ansigter: { $perhaps })
    }
cli-writing-found = { $photo }: { $count ->
        [0] Der blev ikke fundet skrift. Det betyder ikke, at der ingen er.
        [one] 1 sted med skrift
       *[other] { $count } steder med skrift
    }{ $numbers ->
        [0] {""}
       *[other] {" "}(ligner et personnummer: { $numbers })
    }
cli-codes-found = { $photo }: { $count ->
        [0] Der blev ikke fundet koder. Det betyder ikke, at der ingen er.
        [one] 1 kode
       *[other] { $count } koder
    }
cli-people-found = I { $photo } er der måske { $count ->
    [one] én person
   *[other] { $count } personer
 } uden synligt ansigt.
cli-nothing-to-verify = Der blev ikke fundet nogen kopi, så ingen er kontrolleret. Angiv den mappe, som kopierne og deres følgefiler ligger i.
cli-exported = { $photo } er eksporteret og kontrolleret: { $output }
cli-controller-missing = Følgefilerne siger ikke, hvilken organisation der er dataansvarlig for kopierne. Det angives i vinduets indstillinger eller i settings.toml i mappen til register og log.
cli-decisions-unreadable = Filen med valg kan ikke bruges: { $reason }. Ret den, og prøv igen.
cli-decisions-other-file = Filen med valg gælder en anden udgave af billedet. Gennemse billedet igen.
cli-colour-without-solid = Der er valgt en farve, men kun ensfarvede dækninger har en. Tilføj --style solid, eller udelad --colour.
cli-withdrawn = { $consent } er trukket tilbage. Kopier, der bygger på det: { $count }.
cli-output-unwritten = Det, der skulle udskrives, kunne ikke skrives: { $reason }. En del er gået tabt; skaf plads, og kør kommandoen igen.
cli-ledger-whole = Loggen er intakt. Linjer: { $count }.
cli-ledger-broken = Loggen er ændret: { $reason }. Gendan en sikkerhedskopi, og giv besked til databeskyttelsesrådgiveren.
cli-ledger-restored = Loggen går videre fra sikkerhedskopien, og det står der fra nu af. Linje { $number }, som er set her før, er væk. Indtast igen, hvad der er trukket tilbage siden sikkerhedskopien.
cli-ledger-restored-unread = Loggen går videre uden det, der var gemt i { $file }, og det står der fra nu af. Ingen kan se, om noget mangler. Gennemgå, hvad der er trukket tilbage for nylig, og indtast det igen, hvor det ikke står der.
cli-ledger-nothing-missing = Der mangler intet af det, der er set her før. Intet er ændret.
cli-ledger-not-remembered = Slutningen af loggen kunne ikke gemmes uden for mappen til register og log, så en ældre sikkerhedskopi ville ikke blive opdaget. Kontrollér, at der kan skrives i din profilmappe og, hvis den er sat, i heads_folder.
cli-heads-unconfirmed = heads_folder i settings.toml fører over netværket eller et link, til { $folder }, og blev ikke brugt: Den, der kan skrive i mappen til register og log, kan også skrive det. Er det rigtigt, så angiv den samme mappe i miljøvariablen SLADD_HEADS, eller spørg it-afdelingen.
cli-outcome-consent = samtykke
cli-outcome-approval = samtykke og ledergodkendelse
cli-outcome-hide = sløres
cli-engine-embedded = Motor: { $engine }, indbygget. Der er ikke fundet et brugbart ONNX Runtime-bibliotek i lib/ ved siden af programmet eller i SLADD_ONNXRUNTIME.
cli-engine-native = Motor: { $engine }, fra et bibliotek ved siden af programmet.
cli-library-known = Bibliotek: SHA-256 { $sha256 }, kendt: ONNX Runtime, som det er udgivet til { $platform }.
cli-library-unknown = Bibliotek: SHA-256 { $sha256 }, ikke et, vi kender. Det har fundet de kendte ansigter, men spørg, hvem der har lagt det dér.
cli-verify-ok = Kopi, følgefil og register stemmer overens.
cli-verify-metadata-found = Filen indeholder mere end billedet. Eksportér den igen.
cli-verify-changed = Ændret siden eksport. Eksportér billedet igen.
cli-verify-sidecar-changed = Følgefilen er ændret siden eksport, eller det, der ligger der, er ingen følgefil. Eksportér billedet igen.
cli-verify-no-sidecar = Der er ingen følgefil ved siden af kopien. Læg den tilbage, eller eksportér billedet igen.
cli-verify-consent-withdrawn = Et samtykke er trukket tilbage. Fjern kopien fra kanalen.
cli-verify-consent-expired = Et samtykke er udløbet. Fjern kopien fra kanalen, eller forny samtykket.
cli-verify-not-reviewed = Ingen har bekræftet, at hele billedet er gennemset. Gennemse det, og eksportér billedet igen.
cli-verify-ok-signed = Kopi og følgefil stemmer overens, og en nøgle, der er oplyst her, har underskrevet følgefilen. Intet register er spurgt, så det kan ikke ses her, om et samtykke er trukket tilbage.
cli-verify-unasked = Kopi og følgefil stemmer overens med hinanden; intet register er spurgt, så det kan ikke bevises her, at følgefilen er lavet af Sladd. Kontrollér den der, hvor registret er (--data), eller spørg den organisation, der står i følgefilen.
cli-verify-unknown-record = Registret kender ikke følgefilen, og den er ikke lavet med dette registers nøgle: Den er en anden organisations eller forfalsket. Vis ikke kopien, før den organisation, der står i følgefilen, har kontrolleret den.
cli-verify-lost-record = Følgefilen er lavet her, men loggen har mistet den: Sandsynligvis er en gammel sikkerhedskopi lagt tilbage, eller loggen er skåret af. Hent registret fra en nyere sikkerhedskopi, og vis ikke kopien før da.
cli-verify-untagged-record = Registret kender ikke følgefilen. En ældre version af Sladd har lavet den uden mærke fra sit register, så det kan ikke siges hvor. Vis ikke kopien, før den er fundet i et register.
cli-clock-flag = Eller oplys med --clock-is-right, at uret går rigtigt; det bliver noteret i loggen.
cli-clock-confirmed = Det er noteret i loggen, at uret på denne computer går rigtigt.
cli-event = { $event }, { $day }: { $consents } samtykker, brugt { $uses } gange
cli-event-erased = Arrangementet er slettet: { $event }.
