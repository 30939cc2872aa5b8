### Mange billeder

batch-undo-what = Fortryd: { $what }
batch-redo-what = Gentag: { $what }
batch-edit-face = ansigt { $number }
batch-edit-area = område { $number }
batch-edit-some-area = et område
batch-edit-redact = slør { $region }
batch-edit-keep = vis { $region } med samtykke
batch-edit-not-a-face = markér, at { $region } ikke er et ansigt
batch-edit-undecide = fjern valget for { $region }
batch-edit-describe = vælg rolle for { $region }
batch-edit-redact-rest = slør resten
batch-edit-add-area = dæk et område
batch-edit-copy-areas =
    { $count ->
        [one] kopiér { $count } område
       *[other] kopiér { $count } områder
    }
batch-edit-cover-place = slør et spor
batch-edit-none-of-perhaps = markér, at de øvrige ikke er ansigter
batch-edit-dismiss-place = markér, at et spor ikke er et ansigt
batch-edit-cover-person = slør hele personen: { $region }
batch-edit-reshape = flyt { $region }
batch-edit-set-what = angiv, hvad { $region } viser
batch-edit-remove = fjern { $region }
batch-edit-attest = bekræft, at hele billedet er gennemset
batch-edit-unattest = fjern bekræftelsen af, at hele billedet er gennemset
batch-edit-checklist = sæt eller fjern et flueben i tjeklisten
batch-file-changed = Filen er ændret, efter at du tog stilling, så det, du valgte, gælder ikke længere. Vælg Prøv igen for at begynde forfra.
batch-added =
    { $count ->
        [one] { $count } billede tilføjet.
       *[other] { $count } billeder tilføjet.
    }
batch-added-again =
    { $count ->
        [one] { $count } var på listen i forvejen.
       *[other] { $count } var på listen i forvejen.
    }
batch-areas-copied =
    { $count ->
        [one] { $count } område er kopieret til dette billede. Kontrollér, at det ligger rigtigt.
       *[other] { $count } områder er kopieret til dette billede. Kontrollér, at de ligger rigtigt.
    }
batch-no-next-photo = Dette er det sidste billede på listen, så der er ikke noget billede at kopiere områder til.
batch-next-not-ready = Der kan ikke kopieres områder til det næste billede endnu. Vent, til Sladd har ledt efter ansigter på det, og prøv igen.
batch-next-other-size = Det næste billede har en anden størrelse, så områderne ville ligge forkert. Tegn dem dér i hånden.
batch-no-areas = Det næste billede har allerede alle områderne.
batch-anew-file = { $name } er ændret siden sidst. Det, du valgte, bruges ikke, og Sladd har ledt efter ansigter igen.
batch-anew-detector = Programmet leder nu efter ansigter på en anden måde. Derfor er der ledt igen på { $name }, og det, du valgte dér, bruges ikke.
batch-kept-damaged = Det arbejde, der blev gemt sidst, er beskadiget og kan ikke bruges. Tilføj billederne igen.
batch-not-kept = Sladd er åbent i et andet vindue. Det, du vælger i dette vindue, går tabt, hvis du lukker det, før kopierne er gemt.
batch-keep-failed = Arbejdet kan ikke gemmes i din egen mappe på denne computer. Gem kopierne, før du lukker vinduet, og bed it-afdelingen om at kontrollere disken.
batch-report-saved = Rapporten er gemt: { $path }
batch-filter = Vis
batch-filter-all = Alle
batch-filter-undecided = Ikke afgjorte
batch-filter-look-through = Skal gennemses
batch-filter-blocked = Kan ikke vises
batch-filter-ready = Klar til eksport
batch-filter-exported = Eksporterede
batch-outcome-exported = Kopi gemt
batch-outcome-before = Eksporteret tidligere
batch-outcome-blocked = Ikke eksporteret: Noget mangler
batch-outcome-failed = Ikke eksporteret: Noget gik galt
batch-outcome-stopped = Ikke eksporteret: Eksporten blev stoppet
batch-outcome-removed = Ikke eksporteret: fjernet fra listen
batch-not-looked = Sladd er ikke færdig med at lede efter ansigter.
batch-undecided =
    { $count ->
        [one] { $count } ansigt eller område er ikke afgjort.
       *[other] { $count } ansigter eller områder er ikke afgjorte.
    }
batch-report-headline = Gemte kopier: { $done }. Billeder på listen: { $total }.
batch-report-private = Rapporten indeholder navnene på dine originalfiler. Offentliggør den ikke sammen med kopierne.
batch-column-photo = Billede
batch-column-outcome = Resultat
batch-column-reason = Hvorfor
batch-column-copy = Kopi
batch-done = { $done } af { $total } færdige
batch-row = { $name }: { $state }
batch-state-blocked =
    { $count ->
        [one] { $count } ansigt kan ikke vises
       *[other] { $count } ansigter kan ikke vises
    }
batch-state-ready = Klar til eksport
batch-state-missing = Det mangler endnu: { $count }
batch-state-exporting = Kopien gemmes
batch-state-failed = Kan ikke bruges
batch-state-looking = Leder efter ansigter, { $percent } %
batch-remove = Fjern fra listen
batch-remove-name = Fjern { $name } fra listen
batch-remove-title = Fjern { $name }?
batch-remove-explain = Det, du har valgt for billedet, er ikke med i en kopi endnu og går tabt. Selve billedfilen slettes ikke.
batch-try-again = Prøv igen
batch-looking = Leder efter ansigter: { $done } af { $total } billeder
batch-looking-stopped = Søgningen efter ansigter er stoppet: { $done } af { $total } billeder
batch-left-minutes =
    { $count ->
        [one] ca. { $count } minut tilbage
       *[other] ca. { $count } minutter tilbage
    }
batch-left-short = mindre end et minut tilbage
batch-stop-looking = Stop søgningen efter ansigter
batch-go-on-looking = Fortsæt søgningen efter ansigter
batch-gathering = Leder efter billeder i mappen…
batch-next-undecided = Næste ufærdige billede
batch-redact-rest = Slør resten på alle billeder…
batch-copy-areas = Kopiér områder til næste billede
batch-export-ready = Eksportér alle, der er klar ({ $count })
batch-confirm-title = Slør resten på alle billeder?
batch-confirm-faces =
    { $count ->
        [one] { $count } ikke afgjort ansigt
       *[other] { $count } ikke afgjorte ansigter
    }
batch-confirm-areas =
    { $count ->
        [one] { $count } ikke afgjort område
       *[other] { $count } ikke afgjorte områder
    }
batch-confirm-both = { $faces } og { $areas }
batch-confirm-photos =
    { $count ->
        [one] på { $count } billede
       *[other] på { $count } billeder
    }
batch-confirm-covered = Sløres: { $what } { $where }.
batch-confirm-not-looked =
    { $count ->
        [one] Sladd leder stadig efter ansigter på { $count } billede. Det sløres ikke nu.
       *[other] Sladd leder stadig efter ansigter på { $count } billeder. De sløres ikke nu.
    }
batch-confirm-undo = Ansigter, der vises med samtykke, ændres ikke. Du kan fortryde på hvert billede for sig, og alle billeder skal stadig gennemses.
batch-confirm-button = Slør resten ({ $count })
batch-exporting = Gemmer kopier: { $done } gemt, { $left } tilbage
batch-stop-export = Stop efter denne kopi
batch-export-title = Eksportér alle, der er klar
batch-export-count =
    { $count ->
        [one] { $count } kopi gemmes.
       *[other] { $count } kopier gemmes.
    }
batch-export-others =
    { $count ->
        [one] { $count } andet billede er ikke klar og udelades.
       *[other] { $count } andre billeder er ikke klar og udelades.
    }
batch-export-terms = Formål: { $purpose }. Kanaler: { $channels }. Mappe: { $folder }.
batch-export-change = Du kan ændre det i trin 3, Eksport.
batch-export-button = Gem kopierne
batch-report-title = Resultat af eksporten
batch-save-text = Gem som tekst
batch-save-table = Gem som tabel (CSV)
batch-report-name = eksportrapport
batch-resume-title = Fortsæt arbejdet fra { $date }?
batch-resume-photos =
    { $count ->
        [one] { $count } billede
       *[other] { $count } billeder
    }
batch-resume-decisions =
    { $count ->
        [one] { $count } valg
       *[other] { $count } valg
    }
batch-resume-explain = Vinduet blev lukket, før alt var eksporteret: { $photos }, { $decisions }. Filerne åbnes igen. Er en fil ændret siden, begynder du forfra med den.
batch-take-up = Fortsæt arbejdet
batch-discard = Slet arbejdet
batch-closing-title = Luk, før alt er eksporteret?
batch-closing-explain = Noget af det, du har valgt, er ikke med i en kopi endnu. Det kan gemmes på denne computer (uden billeder), så du kan fortsætte, næste gang du åbner Sladd.
batch-close-keep = Luk, og gem til næste gang
batch-close-discard = Luk uden at gemme
batch-dismiss = Luk beskederne
batch-nothing-fits = Ingen billeder passer til filteret.
batch-more = Flere handlinger for alle billeder
batch-edit-caption = ret billedteksten
batch-edit-approve = ret godkendelsen fra en anden person
