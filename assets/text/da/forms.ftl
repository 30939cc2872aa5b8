### Erklæringer til et arrangement, og når de kommer tilbage; opslaget, kalenderen, tabellen til aflevering

forms-event = Arrangement: { $event }
forms-event-day = Arrangement: { $event }, { $day }
forms-questions = Spørgsmål om billederne: { $contact }
forms-day =
    { $day }. { $month ->
        [1] januar
        [2] februar
        [3] marts
        [4] april
        [5] maj
        [6] juni
        [7] juli
        [8] august
        [9] september
        [10] oktober
        [11] november
       *[12] december
    } { $year }
forms-poster-title = Her tages der billeder i dag
forms-poster-by = Billederne tages af { $controller }.
forms-poster-purposes = De bruges til: { $list }.
forms-poster-channels = De kan vises her: { $list }.
forms-poster-no = Vil du ikke med på et billede?
forms-poster-tell = Sig det til fotografen eller til { $contact }.
forms-poster-tell-photographer = Sig det til fotografen.
forms-poster-voluntary = Du behøver ikke at give en grund. Det betyder ikke noget for din behandling, pleje eller ansættelse.
forms-poster-later = Du kan også sige nej senere og trække et samtykke tilbage. Sådan gør du: { $withdrawal }
forms-poster-officer = Databeskyttelsesrådgiver: { $officer }
forms-poster-footer = Opslaget er ikke et samtykke. Den, der skal kunne genkendes på et billede, bliver spurgt.
forms-letters = Disse tegn kan ikke trykkes: { $letters }. Sladd sætter latinske, græske og kyrilliske bogstaver. Sladd kan ikke sætte skrifter, der skrives fra højre mod venstre eller hænger sammen, for eksempel arabisk og hebraisk, og ingen løse tegn. Udlevér en oversættelse på et særskilt ark, når sproget skrives sådan.
forms-own-lines = Filen til det andet sprog kan ikke læses på disse linjer: { $lines }. Hver linje er ”id = tekst” som i skabelonen. Ret dem.
forms-own-incomplete = Filen til det andet sprog er ikke færdig. Disse mangler, er tomme eller mangler det, der står i krøllede parenteser i skabelonen: { $ids }. Intet er udskrevet.
forms-same-language = Det andet sprog er det samme som det første. Vælg et andet.
forms-no-language = ”{ $file }” er hverken et af Sladds sprog ({ $codes }) eller en fil, der kan læses: { $reason }
forms-template-head =
    Et andet sprog til samtykkeerklæringer og opslag fra Sladd.
    Skriv sprogets kode (for eksempel pl eller uk) og dets navn, og oversæt hver tekst efter "=".
    Lad id’et før "=" og alt i krøllede parenteser stå, som det er. En tekst er en linje.
    Få den læst af en, der har sproget som modersmål: Folk skriver under på det, der står her.
    Latinske, græske og kyrilliske bogstaver kan trykkes. Arabisk, hebraisk og andre skrifter, der skrives fra højre mod venstre eller hænger sammen, kan ikke.
    Derefter: sladd consent form --count 60 --second-lang DENNE-FIL --out forms.pdf
forms-no-code = ingen kode fra en samtykkeerklæring kunne læses. Tag et nyt billede af erklæringen, fladt og i jævnt lys, eller skriv ID’et.
forms-known-printed = udskrevet her, endnu ikke registreret
forms-known-recorded = allerede registreret
forms-known-unknown = findes ikke i dette register
forms-reference = Arkivreference fra filnavnet: { $reference }
forms-reference-refused = Referencen i filnavnet blev ikke brugt: { $reason }
forms-further-pages = Filen har flere sider, som ikke er læst: { $path }. Gem hver side som en fil for sig, eller scan til PDF.
forms-pattern = Mønsteret for referencer i filnavne kan ikke bruges (reference_pattern i settings.toml): { $reason }
forms-pdf-no-pictures = Der er intet billede på siderne i denne PDF, så den er ikke en scanning. Scan erklæringerne til PDF, JPEG eller TIFF, eller fotografér dem.
forms-read-cancelled = Læsningen blev standset.
forms-file-no-folder = Mappen til billeder af erklæringer findes ikke: { $folder }. Intet blev flyttet.
forms-file-data-folder = Billeder af erklæringer viser navne og hører ikke til i mappen til register og log: { $folder }. Vælg en anden mappe. Intet blev flyttet.
forms-file-changed = Filen er en anden end den, der blev læst, og ligger, hvor den lå: { $path }. Læs den igen.
forms-noted-not-named = filen kunne ikke få sit navn: { $reason }. Erklæringer, der nu står som udleveret uden at være det: { $count }
forms-file-not-moved = Billedet blev ikke flyttet og ligger, hvor det lå: { $path } ({ $reason }).
forms-file-not-removed = Billedet er kopieret til mappen, men kunne ikke fjernes, hvor det lå: { $path } ({ $reason }). Fjern det dér.
forms-calendar-ends =
    { $count ->
        [0] Sladd: Ingen samtykker udløber
        [one] Sladd: 1 samtykke udløber
       *[other] Sladd: { $count } samtykker udløber
    }
forms-calendar-ends-explain = Det er deres sidste dag. Forny dem, eller fjern de kopier, der bygger på dem. Samtykke-ID’er: { $list }
forms-calendar-down =
    { $count ->
        [0] Sladd: Ingen kopier skal fjernes
        [one] Sladd: 1 kopi skal fjernes
       *[other] Sladd: { $count } kopier skal fjernes
    }
forms-calendar-down-explain = Det er den sidste dag, de kan vises. Kanaler: { $channels }. De første tegn i eksport-ID’erne: { $list }
forms-calendar-days = Dage i kalenderen: { $count }
forms-handover-file = Filnavn
forms-handover-sha256 = SHA-256
forms-handover-consents = Samtykke-ID’er
forms-handover-channels = Kanaler
forms-handover-until = Gælder til og med
forms-handover-alt-text = Alt-tekst
forms-handover-record = Eksport-ID
forms-handover-count = Kopier i tabellen: { $count }
forms-handover-ended = Udeladt, fordi de ikke længere kan vises: { $count }
forms-handover-changed = Udeladt, fordi filen ikke er den, der blev eksporteret: { $list }
forms-handover-no-words = Uden alt-tekst, fordi det, der ligger ved siden af, ikke kan læses, er for langt eller ligner et CPR-nummer: { $list }
