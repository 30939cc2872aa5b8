### Blanketter till ett evenemang, och när de kommer tillbaka; anslaget, kalendern, tabellen att lämna över

forms-event = Evenemang: { $event }
forms-event-day = Evenemang: { $event }, { $day }
forms-questions = Frågor om bilderna: { $contact }
forms-day =
    { $day } { $month ->
        [1] januari
        [2] februari
        [3] mars
        [4] april
        [5] maj
        [6] juni
        [7] juli
        [8] augusti
        [9] september
        [10] oktober
        [11] november
       *[12] december
    } { $year }
forms-poster-title = Här tas det bilder i dag
forms-poster-by = Bilderna tas av { $controller }.
forms-poster-purposes = De används till: { $list }.
forms-poster-channels = De kan visas här: { $list }.
forms-poster-no = Vill du inte vara med på en bild?
forms-poster-tell = Säg det till fotografen eller till { $contact }.
forms-poster-tell-photographer = Säg det till fotografen.
forms-poster-voluntary = Du behöver inte ange något skäl. Det påverkar inte din vård, omsorg eller anställning.
forms-poster-later = Du kan också säga nej senare och återkalla ett samtycke. Så här gör du: { $withdrawal }
forms-poster-officer = Dataskyddsombud: { $officer }
forms-poster-footer = Anslaget är inget samtycke. Den som ska gå att känna igen på en bild blir tillfrågad.
forms-letters = De här tecknen går inte att trycka: { $letters }. Sladd sätter latinska, grekiska och kyrilliska bokstäver. Sladd kan inte sätta skrifter som skrivs från höger till vänster eller hänger ihop, till exempel arabiska och hebreiska, och inga lösa tecken. Lämna en översättning på ett eget blad på ett sådant språk.
forms-own-lines = Filen för det andra språket går inte att läsa på de här raderna: { $lines }. Varje rad är ”id = text” som i mallen. Rätta dem.
forms-own-incomplete = Filen för det andra språket är inte färdig. De här saknas, är tomma eller saknar det som står inom klammer i mallen: { $ids }. Inget skrevs ut.
forms-same-language = Det andra språket är detsamma som det första. Välj ett annat.
forms-no-language = ”{ $file }” är varken ett av Sladds språk ({ $codes }) eller en fil som går att läsa: { $reason }
forms-template-head =
    Ett andra språk för samtyckesblanketter och anslag från Sladd.
    Ange språkets kod (till exempel pl eller uk) och dess namn, och översätt varje text efter "=".
    Låt id:t före "=" och allt inom klammer stå som det är. En text är en rad.
    Låt någon som har språket som modersmål läsa den: det som står här skriver människor under.
    Latinska, grekiska och kyrilliska bokstäver går att trycka. Arabiska, hebreiska och andra skrifter som skrivs från höger till vänster eller hänger ihop går inte.
    Sedan: sladd consent form --count 60 --second-lang DEN-HÄR-FILEN --out forms.pdf
forms-no-code = ingen kod från en blankett gick att läsa. Ta en ny bild av blanketten, plant och i jämnt ljus, eller skriv in ID:t.
forms-known-printed = utskriven här, inte registrerad än
forms-known-recorded = redan registrerad
forms-known-unknown = finns inte i det här registret
forms-reference = Hänvisning till arkivet ur filnamnet: { $reference }
forms-reference-refused = Hänvisningen i filnamnet användes inte: { $reason }
forms-further-pages = Filen har fler sidor som inte har lästs: { $path }. Spara varje sida som en egen fil, eller skanna till PDF.
forms-pattern = Mönstret för hänvisningar i filnamn går inte att använda (reference_pattern i settings.toml): { $reason }
forms-pdf-no-pictures = Det finns ingen bild på sidorna i denna PDF, så den är ingen skanning. Skanna blanketterna till PDF, JPEG eller TIFF, eller fotografera dem.
forms-read-cancelled = Läsningen stoppades.
forms-file-no-folder = Mappen för bilder av blanketter finns inte: { $folder }. Inget flyttades.
forms-file-data-folder = Bilder av blanketter visar namn och hör inte hemma i mappen för register och logg: { $folder }. Välj en annan mapp. Inget flyttades.
forms-file-changed = Filen är en annan än den som lästes och ligger där den låg: { $path }. Läs den igen.
forms-noted-not-named = filen kunde inte få sitt namn: { $reason }. Blanketter som nu står som utlämnade utan att vara det: { $count }
forms-file-not-moved = Bilden flyttades inte och ligger där den låg: { $path } ({ $reason }).
forms-file-not-removed = Bilden har kopierats till mappen men gick inte att ta bort där den låg: { $path } ({ $reason }). Ta bort den där.
forms-calendar-ends =
    { $count ->
        [0] Sladd: inga samtycken går ut
        [one] Sladd: 1 samtycke går ut
       *[other] Sladd: { $count } samtycken går ut
    }
forms-calendar-ends-explain = Det är den sista dagen som de gäller. Förnya dem, eller avpublicera kopiorna som bygger på dem. Samtyckes-ID: { $list }
forms-calendar-down =
    { $count ->
        [0] Sladd: inga kopior ska avpubliceras
        [one] Sladd: 1 kopia ska avpubliceras
       *[other] Sladd: { $count } kopior ska avpubliceras
    }
forms-calendar-down-explain = Det är den sista dagen som de får visas. Kanaler: { $channels }. De första tecknen i export-ID: { $list }
forms-calendar-days = Dagar i kalendern: { $count }
forms-handover-file = Filnamn
forms-handover-sha256 = SHA-256
forms-handover-consents = Samtyckes-ID
forms-handover-channels = Kanaler
forms-handover-until = Giltigt till och med
forms-handover-alt-text = Alt-text
forms-handover-record = Export-ID
forms-handover-count = Kopior i tabellen: { $count }
forms-handover-ended = Utelämnade eftersom de inte längre får visas: { $count }
forms-handover-changed = Utelämnade eftersom filen inte är den som exporterades: { $list }
forms-handover-no-words = Utan alt-text, eftersom det som ligger bredvid inte går att läsa, är för långt eller liknar ett personnummer: { $list }
