### Många bilder

batch-undo-what = Ångra: { $what }
batch-redo-what = Gör om: { $what }
batch-edit-face = ansikte { $number }
batch-edit-area = område { $number }
batch-edit-some-area = ett område
batch-edit-redact = maskera { $region }
batch-edit-keep = visa { $region } med samtycke
batch-edit-not-a-face = { $region } är inte ett ansikte
batch-edit-undecide = { $region } ej avgjort igen
batch-edit-describe = ange vem { $region } är
batch-edit-redact-rest = maskera resten
batch-edit-add-area = täck ett område
batch-edit-copy-areas =
    { $count ->
        [one] kopiera { $count } område
       *[other] kopiera { $count } områden
    }
batch-edit-cover-person = maskera hela personen: { $region }
batch-edit-cover-place = maskera en plats
batch-edit-none-of-perhaps = inget av de andra är ett ansikte
batch-edit-dismiss-place = en plats är inte ett ansikte
batch-edit-reshape = flytta { $region }
batch-edit-set-what = ange vad { $region } visar
batch-edit-remove = ta bort { $region }
batch-edit-attest = hela bilden genomgången
batch-edit-unattest = hela bilden inte genomgången
batch-edit-checklist = en markering i checklistan
batch-file-changed = Filen har ändrats sedan ställning togs, så det som avgjordes gäller inte. Försök igen för att börja om med den.
batch-added =
    { $count ->
        [one] { $count } bild har lagts till.
       *[other] { $count } bilder har lagts till.
    }
batch-added-again =
    { $count ->
        [one] { $count } fanns redan i listan.
       *[other] { $count } fanns redan i listan.
    }
batch-areas-copied =
    { $count ->
        [one] { $count } område har kopierats till den här bilden. Kontrollera att det ligger rätt.
       *[other] { $count } områden har kopierats till den här bilden. Kontrollera att de ligger rätt.
    }
batch-no-next-photo = Det här är den sista bilden i listan, så det finns inget att kopiera områden till.
batch-next-not-ready = Nästa bild kan inte få områden än. Vänta tills sökningen efter ansikten i den är klar och försök igen.
batch-next-other-size = Nästa bild har en annan storlek, så områdena skulle hamna på fel plats. Rita dem där för hand.
batch-no-areas = Det finns inget område att kopiera som nästa bild inte redan har.
batch-anew-file = { $name } har ändrats sedan dess. Inget av det som var avgjort används; sökningen efter ansikten har gjorts om.
batch-anew-detector = I { $name } har sökningen efter ansikten gjorts om, eftersom programmet nu letar på ett annat sätt. Inget av det som var avgjort används.
batch-kept-damaged = Det som programmet senast sparade av arbetet är skadat. Inget av det används. Lägg till bilderna igen.
batch-not-kept = Ett annat Sladd-fönster är öppet. Det som avgörs i det här går förlorat om det stängs innan kopiorna är skrivna.
batch-keep-failed = Det pågående arbetet kan inte sparas i din egen mapp på den här datorn. Skriv kopiorna innan du stänger fönstret och låt kontrollera disken.
batch-report-saved = Rapporten är sparad: { $path }
batch-filter = Visa
batch-filter-all = Alla
batch-filter-undecided = Ej avgjorda
batch-filter-look-through = Att gå igenom
batch-filter-blocked = Spärrade
batch-filter-ready = Klara
batch-filter-exported = Exporterade
batch-outcome-exported = Kopia skriven
batch-outcome-before = Exporterad tidigare
batch-outcome-blocked = Inte exporterad: något saknas
batch-outcome-failed = Inte exporterad: det misslyckades
batch-outcome-stopped = Inte exporterad: exporten stoppades
batch-outcome-removed = Inte exporterad: borttagen från listan
batch-not-looked = Sökningen efter ansikten är inte klar.
batch-undecided =
    { $count ->
        [one] { $count } ansikte eller område är ej avgjort.
       *[other] { $count } ansikten eller områden är ej avgjorda.
    }
batch-report-headline = Kopior skrivna: { $done }. Bilder i listan: { $total }.
batch-report-private = Rapporten nämner dina originalfiler. Publicera den inte tillsammans med kopiorna.
batch-column-photo = Bild
batch-column-outcome = Resultat
batch-column-reason = Varför
batch-column-copy = Kopia
batch-done = { $done } av { $total } klara
batch-row = { $name }: { $state }
batch-state-blocked =
    { $count ->
        [one] { $count } ansikte spärrat
       *[other] { $count } ansikten spärrade
    }
batch-state-ready = Klar för export
batch-state-missing = Det här saknas än: { $count }
batch-state-exporting = Kopian skrivs
batch-state-failed = Kan inte användas
batch-state-looking = Letar efter ansikten, { $percent } %
batch-remove = Ta bort från listan
batch-remove-name = Ta bort { $name } från listan
batch-remove-title = Ta bort { $name }?
batch-remove-explain = Det du har avgjort om den finns ännu inte i någon kopia och försvinner med den. Själva filen finns kvar.
batch-try-again = Försök igen
batch-looking = Letar efter ansikten: { $done } av { $total } bilder
batch-looking-stopped = Sökningen efter ansikten är stoppad: { $done } av { $total } bilder
batch-left-minutes =
    { $count ->
        [one] ca { $count } minut kvar
       *[other] ca { $count } minuter kvar
    }
batch-left-short = mindre än en minut kvar
batch-stop-looking = Stoppa sökningen efter ansikten
batch-go-on-looking = Fortsätt söka efter ansikten
batch-gathering = Letar efter bilder i mappen…
batch-next-undecided = Nästa ej avgjorda
batch-redact-rest = Maskera alla i resten…
batch-copy-areas = Kopiera områden till nästa bild
batch-export-ready = Exportera alla som är klara ({ $count })
batch-confirm-title = Maskera alla i resten?
batch-confirm-faces =
    { $count ->
        [one] { $count } ej avgjort ansikte
       *[other] { $count } ej avgjorda ansikten
    }
batch-confirm-areas =
    { $count ->
        [one] { $count } ej avgjort område
       *[other] { $count } ej avgjorda områden
    }
batch-confirm-photos =
    { $count ->
        [one] i { $count } bild
       *[other] i { $count } bilder
    }
batch-confirm-covered = Täcks: { $what } { $where }.
batch-confirm-not-looked =
    { $count ->
        [one] I { $count } bild söks det fortfarande efter ansikten; inget i den täcks av detta.
       *[other] I { $count } bilder söks det fortfarande efter ansikten; inget i dem täcks av detta.
    }
batch-confirm-undo = Det som visas med samtycke förblir så. Varje bild kan ångras för sig och måste fortfarande gås igenom.
batch-confirm-button = Maskera { $count }
batch-exporting = Skriver kopior: { $done } skrivna, { $left } kvar
batch-stop-export = Stoppa efter den här kopian
batch-export-title = Exportera alla som är klara
batch-export-count =
    { $count ->
        [one] { $count } kopia skrivs.
       *[other] { $count } kopior skrivs.
    }
batch-export-others =
    { $count ->
        [one] { $count } annan bild är inte klar och utelämnas.
       *[other] { $count } andra bilder är inte klara och utelämnas.
    }
batch-export-terms = Ändamål: { $purpose }. Kanaler: { $channels }. Mapp: { $folder }.
batch-export-change = Det kan ändras i steg 3, Export.
batch-export-button = Skriv kopiorna
batch-report-title = Hur det gick för bilderna
batch-save-text = Spara som text
batch-save-table = Spara som tabell (CSV)
batch-report-name = export-rapport
batch-resume-title = Fortsätta arbetet från { $date }?
batch-resume-photos =
    { $count ->
        [one] { $count } bild
       *[other] { $count } bilder
    }
batch-resume-decisions =
    { $count ->
        [one] { $count } ställningstagande
       *[other] { $count } ställningstaganden
    }
batch-resume-explain = Fönstret stängdes innan allt var exporterat: { $photos }, { $decisions }. Filerna öppnas igen; en fil som har ändrats sedan dess börjar om.
batch-take-up = Fortsätt arbetet
batch-discard = Släng det
batch-closing-title = Stänga innan allt är exporterat?
batch-closing-explain = Vissa ställningstaganden finns ännu inte i någon kopia. De kan sparas på den här datorn, utan bilder, och erbjuds när Sladd öppnas igen.
batch-close-keep = Stäng och spara till nästa gång
batch-close-discard = Stäng och släng
batch-dismiss = Stäng meddelandena
batch-nothing-fits = Ingen bild är i det här läget.
batch-more = Mer för alla bilder
batch-edit-caption = bildtext
batch-edit-approve = en annan persons godkännande
