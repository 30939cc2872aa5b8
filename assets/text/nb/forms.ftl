### Skjemaer til et arrangement, og når de kommer tilbake; oppslaget, kalenderen, tabellen som følger med

forms-event = Arrangement: { $event }
forms-event-day = Arrangement: { $event }, { $day }
forms-questions = Spørsmål om bildene: { $contact }
forms-day =
    { $day }. { $month ->
        [1] januar
        [2] februar
        [3] mars
        [4] april
        [5] mai
        [6] juni
        [7] juli
        [8] august
        [9] september
        [10] oktober
        [11] november
       *[12] desember
    } { $year }
forms-poster-title = Her tas det bilder i dag
forms-poster-by = Bildene tas av { $controller }.
forms-poster-purposes = De brukes til: { $list }.
forms-poster-channels = De kan vises her: { $list }.
forms-poster-no = Vil du ikke være med på et bilde?
forms-poster-tell = Si det til fotografen eller til { $contact }.
forms-poster-tell-photographer = Si det til fotografen.
forms-poster-voluntary = Du trenger ikke å oppgi noen grunn. Det får ingen følger for behandling, pleie eller arbeidsforhold.
forms-poster-later = Du kan også si nei senere og trekke et samtykke tilbake. Slik gjør du: { $withdrawal }
forms-poster-officer = Personvernombud: { $officer }
forms-poster-footer = Oppslaget er ikke et samtykke. Den som skal kunne kjennes igjen på et bilde, blir spurt.
forms-letters = Disse tegnene kan ikke trykkes: { $letters }. Sladd setter latinske, greske og kyrilliske bokstaver. Sladd kan ikke sette skrifter som skrives fra høyre mot venstre eller henger sammen, som arabisk og hebraisk, og ingen løse tegn. Gi en oversettelse på et eget ark på et slikt språk.
forms-own-lines = Filen for det andre språket kan ikke leses på disse linjene: { $lines }. Hver linje er «id = tekst» som i malen. Rett dem.
forms-own-incomplete = Filen for det andre språket er ikke ferdig. Disse mangler, er tomme eller mangler det som står i krøllparenteser i malen: { $ids }. Ingenting ble skrevet ut.
forms-same-language = Det andre språket er det samme som det første. Velg et annet.
forms-no-language = «{ $file }» er verken et av språkene til Sladd ({ $codes }) eller en fil som kan leses: { $reason }
forms-template-head =
    Et språk til for samtykkeskjemaer og oppslag fra Sladd.
    Skriv koden for språket (for eksempel pl eller uk) og navnet på det, og oversett hver tekst etter "=".
    La id-en før "=" og alt i krøllparenteser stå som det er. En tekst er én linje.
    La noen som har språket som morsmål lese den: Folk signerer på det som står her.
    Latinske, greske og kyrilliske bokstaver kan trykkes. Arabisk, hebraisk og andre skrifter som skrives fra høyre mot venstre eller henger sammen, kan ikke.
    Deretter: sladd consent form --count 60 --second-lang DENNE-FILEN --out forms.pdf
forms-no-code = ingen kode fra et skjema ble lest. Ta et nytt bilde av skjemaet, flatt og i jevnt lys, eller skriv inn ID-en.
forms-known-printed = skrevet ut her, ikke registrert ennå
forms-known-recorded = allerede registrert
forms-known-unknown = finnes ikke i dette registeret
forms-reference = Arkivreferanse fra filnavnet: { $reference }
forms-reference-refused = Referansen i filnavnet ble ikke brukt: { $reason }
forms-further-pages = Filen har flere sider som ikke er lest: { $path }. Lagre hver side som en egen fil, eller skann til PDF.
forms-pattern = Mønsteret for referanser i filnavn kan ikke brukes (reference_pattern i settings.toml): { $reason }
forms-pdf-no-pictures = Det er ikke noe bilde på sidene i denne PDF-en, så den er ikke en skanning. Skann skjemaene til PDF, JPEG eller TIFF, eller fotografer dem.
forms-read-cancelled = Lesingen ble stanset.
forms-file-no-folder = Mappen for bilder av skjemaer finnes ikke: { $folder }. Ingenting ble flyttet.
forms-file-data-folder = Bilder av skjemaer viser navn og hører ikke hjemme i mappen for register og logg: { $folder }. Velg en annen mappe. Ingenting ble flyttet.
forms-file-changed = Filen er en annen enn den som ble lest, og ligger der den lå: { $path }. Les den på nytt.
forms-noted-not-named = filen kunne ikke få navnet sitt: { $reason }. Skjemaer som nå står som utdelt uten å være det: { $count }
forms-file-not-moved = Bildet ble ikke flyttet og ligger der det lå: { $path } ({ $reason }).
forms-file-not-removed = Bildet er kopiert til mappen, men kunne ikke fjernes der det lå: { $path } ({ $reason }). Fjern det der.
forms-calendar-ends =
    { $count ->
        [0] Sladd: Ingen samtykker utløper
        [one] Sladd: 1 samtykke utløper
       *[other] Sladd: { $count } samtykker utløper
    }
forms-calendar-ends-explain = Dette er den siste dagen de gjelder. Forny dem, eller fjern kopiene som bygger på dem. Samtykke-ID-er: { $list }
forms-calendar-down =
    { $count ->
        [0] Sladd: Ingen kopier skal fjernes
        [one] Sladd: 1 kopi skal fjernes
       *[other] Sladd: { $count } kopier skal fjernes
    }
forms-calendar-down-explain = Dette er den siste dagen de kan vises. Kanaler: { $channels }. De første tegnene i eksport-ID-ene: { $list }
forms-calendar-days = Dager i kalenderen: { $count }
forms-handover-file = Filnavn
forms-handover-sha256 = SHA-256
forms-handover-consents = Samtykke-ID-er
forms-handover-channels = Kanaler
forms-handover-until = Gjelder til og med
forms-handover-alt-text = Alt-tekst
forms-handover-record = Eksport-ID
forms-handover-count = Kopier i tabellen: { $count }
forms-handover-ended = Utelatt, fordi de ikke lenger kan vises: { $count }
forms-handover-changed = Utelatt, fordi filen ikke er den som ble eksportert: { $list }
forms-handover-no-words = Uten alt-tekst, fordi det som ligger ved siden av, ikke kan leses, er for langt eller ligner et fødselsnummer: { $list }
