### Många bilder

batch-undo-what = Ångra: { $what }
batch-redo-what = Gör om: { $what }
batch-edit-face = ansikte { $number }
batch-edit-area = område { $number }
batch-edit-some-area = ett område
batch-edit-redact = maskera { $region }
batch-edit-keep = visa { $region } med samtycke
batch-edit-not-a-face = ange att { $region } inte är ett ansikte
batch-edit-undecide = ta bort valet för { $region }
batch-edit-describe = ange roll för { $region }
batch-edit-redact-rest = maskera resten
batch-edit-add-area = täck ett område
batch-edit-copy-areas =
    { $count ->
        [one] kopiera { $count } område
       *[other] kopiera { $count } områden
    }
batch-edit-cover-place = maskera ett ställe
batch-edit-none-of-perhaps = ange att de andra inte är ansikten
batch-edit-dismiss-place = ange att ett ställe inte är ett ansikte
batch-edit-cover-person = maskera hela personen: { $region }
batch-edit-reshape = flytta { $region }
batch-edit-set-what = ange vad { $region } visar
batch-edit-remove = ta bort { $region }
batch-edit-attest = bekräfta att hela bilden är genomgången
batch-edit-unattest = ta bort bekräftelsen av att hela bilden är genomgången
batch-edit-checklist = ändra ett kryss i checklistan
batch-file-changed = Filen har ändrats efter att du tog ställning, så dina val gäller inte längre. Välj Försök igen för att börja om med den.
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
batch-no-next-photo = Det här är den sista bilden i listan, så det finns ingen bild att kopiera områden till.
batch-next-not-ready = Det går inte att kopiera områden till nästa bild än. Vänta tills sökningen efter ansikten i den är klar och försök igen.
batch-next-other-size = Nästa bild har en annan storlek, så områdena skulle hamna på fel plats. Rita dem där för hand.
batch-no-areas = Nästa bild har redan alla områden.
batch-anew-file = { $name } har ändrats sedan dess. Dina val för den används inte. Sökningen efter ansikten har gjorts om.
batch-anew-detector = Programmet letar nu efter ansikten på ett annat sätt. Därför har sökningen i { $name } gjorts om, och dina val för den används inte.
batch-kept-damaged = Det sparade arbetet är skadat och kan inte användas. Lägg till bilderna igen.
batch-not-kept = Sladd är redan öppet i ett annat fönster. Dina val i det här fönstret går förlorade om du stänger det innan kopiorna är sparade.
batch-keep-failed = Arbetet kan inte sparas i din egen mapp på den här datorn. Spara kopiorna innan du stänger fönstret och be it-avdelningen kontrollera disken.
batch-report-saved = Rapporten är sparad: { $path }
batch-filter = Visa
batch-filter-all = Alla
batch-filter-undecided = Ej avgjorda
batch-filter-look-through = Att gå igenom
batch-filter-blocked = Får inte visas
batch-filter-ready = Klara för export
batch-filter-exported = Exporterade
batch-outcome-exported = Kopia sparad
batch-outcome-before = Exporterad tidigare
batch-outcome-blocked = Inte exporterad: något saknas
batch-outcome-failed = Inte exporterad: något gick fel
batch-outcome-stopped = Inte exporterad: exporten stoppades
batch-outcome-removed = Inte exporterad: borttagen från listan
batch-not-looked = Sökningen efter ansikten är inte klar.
batch-undecided =
    { $count ->
        [one] { $count } ansikte eller område är inte avgjort.
       *[other] { $count } ansikten eller områden är inte avgjorda.
    }
batch-report-headline = Sparade kopior: { $done }. Bilder i listan: { $total }.
batch-report-private = Rapporten innehåller namnen på dina originalfiler. Publicera den inte tillsammans med kopiorna.
batch-column-photo = Bild
batch-column-outcome = Resultat
batch-column-reason = Varför
batch-column-copy = Kopia
batch-done = { $done } av { $total } klara
batch-row = { $name }: { $state }
batch-state-blocked =
    { $count ->
        [one] { $count } ansikte får inte visas
       *[other] { $count } ansikten får inte visas
    }
batch-state-ready = Klar för export
batch-state-missing = Det här saknas fortfarande: { $count }
batch-state-exporting = Kopian sparas
batch-state-failed = Kan inte användas
batch-state-looking = Letar efter ansikten, { $percent } %
batch-remove = Ta bort från listan
batch-remove-name = Ta bort { $name } från listan
batch-remove-title = Ta bort { $name }?
batch-remove-explain = Dina val för bilden finns inte i någon kopia än och går förlorade. Själva bildfilen tas inte bort.
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
batch-next-undecided = Nästa ej avgjorda bild
batch-redact-rest = Maskera resten i alla bilder…
batch-copy-areas = Kopiera områden till nästa bild
batch-export-ready = Exportera alla som är klara ({ $count })
batch-confirm-title = Vill du maskera resten i alla bilder?
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
batch-confirm-both = { $faces } och { $areas }
batch-confirm-photos =
    { $count ->
        [one] i { $count } bild
       *[other] i { $count } bilder
    }
batch-confirm-covered = Det här maskeras: { $what } { $where }.
batch-confirm-not-looked =
    { $count ->
        [one] I { $count } bild pågår sökningen efter ansikten. Inget i den maskeras nu.
       *[other] I { $count } bilder pågår sökningen efter ansikten. Inget i dem maskeras nu.
    }
batch-confirm-undo = Ansikten som visas med samtycke ändras inte. Du kan ångra bild för bild, och varje bild måste ändå gås igenom.
batch-confirm-button = Maskera resten ({ $count })
batch-exporting = Sparar kopior: { $done } klara, { $left } kvar
batch-stop-export = Stoppa efter den här kopian
batch-export-title = Exportera alla som är klara
batch-export-count =
    { $count ->
        [one] { $count } kopia sparas.
       *[other] { $count } kopior sparas.
    }
batch-export-others =
    { $count ->
        [one] { $count } annan bild är inte klar och utelämnas.
       *[other] { $count } andra bilder är inte klara och utelämnas.
    }
batch-export-terms = Ändamål: { $purpose }. Kanaler: { $channels }. Mapp: { $folder }.
batch-export-change = Du kan ändra det i steg 3, Export.
batch-export-button = Spara kopiorna
batch-report-title = Resultat för bilderna
batch-save-text = Spara som text
batch-save-table = Spara som tabell (CSV)
batch-report-name = exportrapport
batch-resume-title = Vill du fortsätta arbetet från { $date }?
batch-resume-photos =
    { $count ->
        [one] { $count } bild
       *[other] { $count } bilder
    }
batch-resume-decisions =
    { $count ->
        [one] { $count } val
       *[other] { $count } val
    }
batch-resume-explain = Fönstret stängdes innan allt var exporterat: { $photos }, { $decisions }. Filerna öppnas igen. En fil som har ändrats sedan dess måste du börja om med.
batch-take-up = Fortsätt arbetet
batch-discard = Släng arbetet
batch-closing-title = Vill du stänga innan allt är exporterat?
batch-closing-explain = En del av dina val finns inte i någon kopia än. De kan sparas på den här datorn, utan bilder, till nästa gång du öppnar Sladd.
batch-close-keep = Stäng och spara till nästa gång
batch-close-discard = Stäng utan att spara
batch-dismiss = Stäng meddelandena
batch-nothing-fits = Inga bilder att visa.
batch-more = Fler val för alla bilder
batch-edit-caption = ändra bildtexten
batch-edit-approve = ändra godkännandet från en annan person
