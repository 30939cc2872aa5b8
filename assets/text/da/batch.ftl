### Mange billeder

batch-undo-what = Fortryd: { $what }
batch-redo-what = Gentag: { $what }
batch-edit-face = ansigt { $number }
batch-edit-area = område { $number }
batch-edit-some-area = et område
batch-edit-redact = slør { $region }
batch-edit-keep = vis { $region } med samtykke
batch-edit-not-a-face = { $region } er ikke et ansigt
batch-edit-undecide = { $region } ikke afgjort igen
batch-edit-describe = angiv, hvem { $region } er
batch-edit-redact-rest = slør resten
batch-edit-add-area = dæk et område
batch-edit-copy-areas =
    { $count ->
        [one] kopiér { $count } område
       *[other] kopiér { $count } områder
    }
batch-edit-cover-person = slør hele personen: { $region }
batch-edit-cover-place = slør et sted
batch-edit-none-of-perhaps = ingen af de øvrige er et ansigt
batch-edit-dismiss-place = et sted er ikke et ansigt
batch-edit-reshape = flyt { $region }
batch-edit-set-what = angiv, hvad { $region } viser
batch-edit-remove = fjern { $region }
batch-edit-attest = hele billedet gennemset
batch-edit-unattest = hele billedet ikke gennemset
batch-edit-checklist = et hak i tjeklisten
batch-file-changed = Filen er ændret, siden der blev taget stilling, så afgørelserne gælder ikke. Prøv igen for at begynde forfra med den.
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
batch-no-next-photo = Dette er det sidste billede på listen, så der er intet at kopiere områder til.
batch-next-not-ready = Det næste billede kan ikke få områder endnu. Vent, til der er ledt efter ansigter i det, og prøv igen.
batch-next-other-size = Det næste billede har en anden størrelse, så områderne ville ligge et andet sted. Tegn dem dér i hånden.
batch-no-areas = Der er intet område at kopiere, som det næste billede ikke har i forvejen.
batch-anew-file = { $name } er ændret siden. Intet af det, der var afgjort, bruges; der er ledt efter ansigter igen.
batch-anew-detector = I { $name } er der ledt efter ansigter igen, fordi programmet nu leder på en anden måde. Intet af det, der var afgjort, bruges.
batch-kept-damaged = Det, som programmet sidst gemte af arbejdet, er beskadiget. Intet af det bruges. Tilføj billederne igen.
batch-not-kept = Et andet vindue med Sladd er åbent. Det, der afgøres i dette, går tabt, hvis det lukkes, før kopierne er skrevet.
batch-keep-failed = Det igangværende arbejde kan ikke gemmes i din egen mappe på denne computer. Skriv kopierne, før vinduet lukkes, og få disken kontrolleret.
batch-report-saved = Rapporten er gemt: { $path }
batch-filter = Vis
batch-filter-all = Alle
batch-filter-undecided = Ikke afgjorte
batch-filter-look-through = Skal gennemses
batch-filter-blocked = Spærrede
batch-filter-ready = Klar
batch-filter-exported = Eksporterede
batch-outcome-exported = Kopi skrevet
batch-outcome-before = Eksporteret tidligere
batch-outcome-blocked = Ikke eksporteret: noget mangler
batch-outcome-failed = Ikke eksporteret: det mislykkedes
batch-outcome-stopped = Ikke eksporteret: eksporten blev stoppet
batch-outcome-removed = Ikke eksporteret: fjernet fra listen
batch-not-looked = Der er ikke ledt færdigt efter ansigter.
batch-undecided =
    { $count ->
        [one] { $count } ansigt eller område er ikke afgjort.
       *[other] { $count } ansigter eller områder er ikke afgjorte.
    }
batch-report-headline = Kopier skrevet: { $done }. Billeder på listen: { $total }.
batch-report-private = Rapporten nævner dine originale filer. Offentliggør den ikke sammen med kopierne.
batch-column-photo = Billede
batch-column-outcome = Resultat
batch-column-reason = Hvorfor
batch-column-copy = Kopi
batch-done = { $done } af { $total } færdige
batch-row = { $name }: { $state }
batch-state-blocked =
    { $count ->
        [one] { $count } ansigt spærret
       *[other] { $count } ansigter spærret
    }
batch-state-ready = Klar til eksport
batch-state-missing = Det mangler endnu: { $count }
batch-state-exporting = Kopien skrives
batch-state-failed = Kan ikke bruges
batch-state-looking = Leder efter ansigter, { $percent } %
batch-remove = Fjern fra listen
batch-remove-name = Fjern { $name } fra listen
batch-remove-title = Fjern { $name }?
batch-remove-explain = Det, du har afgjort om det, er endnu ikke i nogen kopi og forsvinder med det. Selve filen bliver.
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
batch-next-undecided = Næste ikke afgjorte
batch-redact-rest = Slør alle i resten…
batch-copy-areas = Kopiér områder til næste billede
batch-export-ready = Eksportér alle, der er klar ({ $count })
batch-confirm-title = Slør alle i resten?
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
batch-confirm-photos =
    { $count ->
        [one] i { $count } billede
       *[other] i { $count } billeder
    }
batch-confirm-covered = Dækkes: { $what } { $where }.
batch-confirm-not-looked =
    { $count ->
        [one] I { $count } billede ledes der stadig efter ansigter; intet i det dækkes hermed.
       *[other] I { $count } billeder ledes der stadig efter ansigter; intet i dem dækkes hermed.
    }
batch-confirm-undo = Det, der vises med samtykke, bliver stående. Hvert billede kan fortrydes for sig og skal stadig gennemses.
batch-confirm-button = Slør { $count }
batch-exporting = Skriver kopier: { $done } skrevet, { $left } tilbage
batch-stop-export = Stop efter denne kopi
batch-export-title = Eksportér alle, der er klar
batch-export-count =
    { $count ->
        [one] { $count } kopi skrives.
       *[other] { $count } kopier skrives.
    }
batch-export-others =
    { $count ->
        [one] { $count } andet billede er ikke klar og udelades.
       *[other] { $count } andre billeder er ikke klar og udelades.
    }
batch-export-terms = Formål: { $purpose }. Kanaler: { $channels }. Mappe: { $folder }.
batch-export-change = Det kan ændres i trin 3, Eksport.
batch-export-button = Skriv kopierne
batch-report-title = Hvad der blev af billederne
batch-save-text = Gem som tekst
batch-save-table = Gem som tabel (CSV)
batch-report-name = eksport-rapport
batch-resume-title = Fortsæt arbejdet fra { $date }?
batch-resume-photos =
    { $count ->
        [one] { $count } billede
       *[other] { $count } billeder
    }
batch-resume-decisions =
    { $count ->
        [one] { $count } afgørelse
       *[other] { $count } afgørelser
    }
batch-resume-explain = Vinduet blev lukket, før alt var eksporteret: { $photos }, { $decisions }. Filerne åbnes igen; en fil, der er ændret siden, begynder forfra.
batch-take-up = Fortsæt arbejdet
batch-discard = Kassér det
batch-closing-title = Luk, før alt er eksporteret?
batch-closing-explain = Nogle afgørelser er endnu ikke i nogen kopi. De kan gemmes på denne computer, uden billeder, og tilbydes, når Sladd åbnes igen.
batch-close-keep = Luk, og gem til næste gang
batch-close-discard = Luk, og kassér
batch-dismiss = Luk beskederne
batch-nothing-fits = Intet billede er i denne tilstand.
batch-more = Mere for alle billeder
batch-edit-caption = billedtekst
batch-edit-approve = en anden persons godkendelse
