### Mange bilder

batch-undo-what = Angre: { $what }
batch-redo-what = Gjør om: { $what }
batch-edit-face = ansikt { $number }
batch-edit-area = område { $number }
batch-edit-some-area = et område
batch-edit-redact = sladd { $region }
batch-edit-keep = vis { $region } med samtykke
batch-edit-not-a-face = merk at { $region } ikke er et ansikt
batch-edit-undecide = sett { $region } tilbake til ikke avgjort
batch-edit-describe = velg rolle for { $region }
batch-edit-redact-rest = sladd resten
batch-edit-add-area = dekk et område
batch-edit-copy-areas =
    { $count ->
        [one] kopier { $count } område
       *[other] kopier { $count } områder
    }
batch-edit-cover-place = sladd et spor
batch-edit-none-of-perhaps = merk at de andre ikke er ansikter
batch-edit-dismiss-place = merk at et spor ikke er et ansikt
batch-edit-cover-person = sladd hele personen: { $region }
batch-edit-reshape = flytt { $region }
batch-edit-set-what = oppgi hva { $region } viser
batch-edit-remove = fjern { $region }
batch-edit-attest = bekreft at hele bildet er gjennomgått
batch-edit-unattest = fjern bekreftelsen på at hele bildet er gjennomgått
batch-edit-checklist = kryss i sjekklisten
batch-file-changed = Filen er endret etter at du tok stilling til bildet, så avgjørelsene gjelder ikke lenger. Velg «Prøv igjen» for å begynne på nytt.
batch-added =
    { $count ->
        [one] { $count } bilde lagt til.
       *[other] { $count } bilder lagt til.
    }
batch-added-again =
    { $count ->
        [one] { $count } sto på listen fra før.
       *[other] { $count } sto på listen fra før.
    }
batch-areas-copied =
    { $count ->
        [one] { $count } område er kopiert til dette bildet. Kontroller at det ligger riktig.
       *[other] { $count } områder er kopiert til dette bildet. Kontroller at de ligger riktig.
    }
batch-no-next-photo = Dette er det siste bildet på listen, så det er ikke noe bilde å kopiere områder til.
batch-next-not-ready = Det går ikke an å kopiere områder til det neste bildet ennå. Vent til søket etter ansikter er ferdig, og prøv igjen.
batch-next-other-size = Det neste bildet har en annen størrelse, så områdene ville havne feil. Tegn dem der for hånd.
batch-no-areas = Det er ingen nye områder å kopiere til det neste bildet.
batch-anew-file = { $name } er endret siden sist. Det du hadde avgjort, gjelder ikke lenger. Det er søkt etter ansikter på nytt.
batch-anew-detector = Programmet søker nå etter ansikter på en annen måte. Derfor er det søkt på nytt i { $name }, og det du hadde avgjort der, gjelder ikke lenger.
batch-kept-damaged = Arbeidet som ble lagret sist, er skadet og kan ikke brukes. Legg til bildene på nytt.
batch-not-kept = Sladd er allerede åpent i et annet vindu. Det du avgjør i dette vinduet, går tapt hvis du lukker det før kopiene er lagret.
batch-keep-failed = Arbeidet kan ikke lagres i din egen mappe på denne datamaskinen. Lagre kopiene før du lukker vinduet, og be IT-avdelingen om å kontrollere disken.
batch-report-saved = Rapporten er lagret: { $path }
batch-filter = Vis
batch-filter-all = Alle
batch-filter-undecided = Ikke avgjorte
batch-filter-look-through = Ikke gjennomgått
batch-filter-blocked = Kan ikke vises
batch-filter-ready = Klare for eksport
batch-filter-exported = Eksporterte
batch-outcome-exported = Kopi lagret
batch-outcome-before = Eksportert tidligere
batch-outcome-blocked = Ikke eksportert: Noe mangler
batch-outcome-failed = Ikke eksportert: Noe gikk galt
batch-outcome-stopped = Ikke eksportert: Eksporten ble stoppet
batch-outcome-removed = Ikke eksportert: fjernet fra listen
batch-not-looked = Søket etter ansikter er ikke ferdig.
batch-undecided =
    { $count ->
        [one] { $count } ansikt eller område er ikke avgjort.
       *[other] { $count } ansikter eller områder er ikke avgjorte.
    }
batch-report-headline = Kopier lagret: { $done }. Bilder på listen: { $total }.
batch-report-private = Rapporten inneholder navnene på originalfilene dine. Ikke publiser den sammen med kopiene.
batch-column-photo = Bilde
batch-column-outcome = Resultat
batch-column-reason = Hvorfor
batch-column-copy = Kopi
batch-done = { $done } av { $total } ferdige
batch-row = { $name }: { $state }
batch-state-blocked =
    { $count ->
        [one] { $count } ansikt kan ikke vises
       *[other] { $count } ansikter kan ikke vises
    }
batch-state-ready = Klar for eksport
batch-state-missing = Dette mangler ennå: { $count }
batch-state-exporting = Kopien lagres
batch-state-failed = Kan ikke brukes
batch-state-looking = Søker etter ansikter, { $percent } %
batch-remove = Fjern fra listen
batch-remove-name = Fjern { $name } fra listen
batch-remove-title = Fjerne { $name }?
batch-remove-explain = Det du har avgjort i bildet, er ikke med i noen kopi ennå og går tapt. Selve bildefilen blir ikke slettet.
batch-try-again = Prøv igjen
batch-looking = Søker etter ansikter: { $done } av { $total } bilder
batch-looking-stopped = Søket etter ansikter er stoppet: { $done } av { $total } bilder
batch-left-minutes =
    { $count ->
        [one] ca. { $count } minutt igjen
       *[other] ca. { $count } minutter igjen
    }
batch-left-short = mindre enn ett minutt igjen
batch-stop-looking = Stopp søket etter ansikter
batch-go-on-looking = Fortsett søket etter ansikter
batch-gathering = Søker etter bilder i mappen…
batch-next-undecided = Neste bilde som ikke er avgjort
batch-redact-rest = Sladd resten i alle bilder…
batch-copy-areas = Kopier områder til neste bilde
batch-export-ready = Eksporter alle som er klare ({ $count })
batch-confirm-title = Sladde resten i alle bilder?
batch-confirm-faces =
    { $count ->
        [one] { $count } ikke avgjort ansikt
       *[other] { $count } ikke avgjorte ansikter
    }
batch-confirm-areas =
    { $count ->
        [one] { $count } ikke avgjort område
       *[other] { $count } ikke avgjorte områder
    }
batch-confirm-both = { $faces } og { $areas }
batch-confirm-photos =
    { $count ->
        [one] i { $count } bilde
       *[other] i { $count } bilder
    }
batch-confirm-covered = Dette sladdes: { $what } { $where }.
batch-confirm-not-looked =
    { $count ->
        [one] I { $count } bilde søkes det fortsatt etter ansikter. Ingenting der blir sladdet nå.
       *[other] I { $count } bilder søkes det fortsatt etter ansikter. Ingenting der blir sladdet nå.
    }
batch-confirm-undo = Ansikter som vises med samtykke, blir ikke endret. Du kan angre i hvert bilde for seg, og alle bilder må fortsatt gås gjennom.
batch-confirm-button = Sladd resten ({ $count })
batch-exporting = Lagrer kopier: { $done } lagret, { $left } igjen
batch-stop-export = Stopp etter denne kopien
batch-export-title = Eksporter alle som er klare
batch-export-count =
    { $count ->
        [one] { $count } kopi lagres.
       *[other] { $count } kopier lagres.
    }
batch-export-others =
    { $count ->
        [one] { $count } annet bilde er ikke klart og utelates.
       *[other] { $count } andre bilder er ikke klare og utelates.
    }
batch-export-terms = Formål: { $purpose }. Kanaler: { $channels }. Mappe: { $folder }.
batch-export-change = Du kan endre dette i trinn 3, Eksport.
batch-export-button = Lagre kopiene
batch-report-title = Slik gikk det med bildene
batch-save-text = Lagre som tekst
batch-save-table = Lagre som tabell (CSV)
batch-report-name = eksportrapport
batch-resume-title = Fortsette arbeidet fra { $date }?
batch-resume-photos =
    { $count ->
        [one] { $count } bilde
       *[other] { $count } bilder
    }
batch-resume-decisions =
    { $count ->
        [one] { $count } avgjørelse
       *[other] { $count } avgjørelser
    }
batch-resume-explain = Vinduet ble lukket før alt var eksportert: { $photos }, { $decisions }. Filene åpnes igjen. Er en fil endret i mellomtiden, må du begynne på nytt med den.
batch-take-up = Fortsett arbeidet
batch-discard = Forkast arbeidet
batch-closing-title = Lukke før alt er eksportert?
batch-closing-explain = Noe av det du har avgjort, er ikke med i noen kopi ennå. Det kan lagres på denne maskinen, uten bilder, og hentes fram når du åpner Sladd igjen.
batch-close-keep = Lukk og lagre til neste gang
batch-close-discard = Lukk uten å lagre
batch-dismiss = Lukk meldingene
batch-nothing-fits = Ingen bilder har denne statusen.
batch-more = Flere valg for alle bilder
batch-edit-caption = endre bildeteksten
batch-edit-approve = endre godkjenningen fra en annen person
