### Mange bilder

batch-undo-what = Angre: { $what }
batch-redo-what = Gjør om: { $what }
batch-edit-face = ansikt { $number }
batch-edit-area = område { $number }
batch-edit-some-area = et område
batch-edit-redact = sladd { $region }
batch-edit-keep = vis { $region } med samtykke
batch-edit-not-a-face = { $region } er ikke et ansikt
batch-edit-undecide = { $region } ikke avgjort igjen
batch-edit-describe = oppgi hvem { $region } er
batch-edit-redact-rest = sladd resten
batch-edit-add-area = dekk et område
batch-edit-copy-areas =
    { $count ->
        [one] kopier { $count } område
       *[other] kopier { $count } områder
    }
batch-edit-cover-person = sladd hele personen: { $region }
batch-edit-cover-place = sladd et sted
batch-edit-none-of-perhaps = ingen av de andre er et ansikt
batch-edit-dismiss-place = et sted er ikke et ansikt
batch-edit-reshape = flytt { $region }
batch-edit-set-what = oppgi hva { $region } viser
batch-edit-remove = fjern { $region }
batch-edit-attest = hele bildet gjennomgått
batch-edit-unattest = hele bildet ikke gjennomgått
batch-edit-checklist = et kryss i sjekklisten
batch-file-changed = Filen er endret siden det ble tatt stilling, så avgjørelsene gjelder ikke. Prøv igjen for å begynne på nytt med den.
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
batch-no-next-photo = Dette er det siste bildet på listen, så det er ingen å kopiere områder til.
batch-next-not-ready = Det neste bildet kan ikke få områder ennå. Vent til det er lett etter ansikter i det, og prøv igjen.
batch-next-other-size = Det neste bildet har en annen størrelse, så områdene ville ligge et annet sted. Tegn dem der for hånd.
batch-no-areas = Det er ikke noe område å kopiere som det neste bildet ikke har fra før.
batch-anew-file = { $name } er endret siden. Ingenting av det som var avgjort, brukes; det er lett etter ansikter på nytt.
batch-anew-detector = I { $name } er det lett etter ansikter på nytt, fordi programmet nå leter på en annen måte. Ingenting av det som var avgjort, brukes.
batch-kept-damaged = Det som programmet sist lagret av arbeidet, er skadet. Ingenting av det brukes. Legg til bildene på nytt.
batch-not-kept = Et annet vindu med Sladd er åpent. Det som avgjøres i dette, går tapt hvis det lukkes før kopiene er skrevet.
batch-keep-failed = Det pågående arbeidet kan ikke lagres i din egen mappe på denne datamaskinen. Skriv kopiene før du lukker vinduet, og få disken kontrollert.
batch-report-saved = Rapporten er lagret: { $path }
batch-filter = Vis
batch-filter-all = Alle
batch-filter-undecided = Ikke avgjorte
batch-filter-look-through = Skal gås gjennom
batch-filter-blocked = Sperrede
batch-filter-ready = Klare
batch-filter-exported = Eksporterte
batch-outcome-exported = Kopi skrevet
batch-outcome-before = Eksportert tidligere
batch-outcome-blocked = Ikke eksportert: noe mangler
batch-outcome-failed = Ikke eksportert: det mislyktes
batch-outcome-stopped = Ikke eksportert: eksporten ble stoppet
batch-outcome-removed = Ikke eksportert: fjernet fra listen
batch-not-looked = Det er ikke lett ferdig etter ansikter.
batch-undecided =
    { $count ->
        [one] { $count } ansikt eller område er ikke avgjort.
       *[other] { $count } ansikter eller områder er ikke avgjorte.
    }
batch-report-headline = Kopier skrevet: { $done }. Bilder på listen: { $total }.
batch-report-private = Rapporten nevner originalfilene dine. Ikke publiser den sammen med kopiene.
batch-column-photo = Bilde
batch-column-outcome = Resultat
batch-column-reason = Hvorfor
batch-column-copy = Kopi
batch-done = { $done } av { $total } ferdige
batch-row = { $name }: { $state }
batch-state-blocked =
    { $count ->
        [one] { $count } ansikt sperret
       *[other] { $count } ansikter sperret
    }
batch-state-ready = Klar for eksport
batch-state-missing = Dette mangler ennå: { $count }
batch-state-exporting = Kopien skrives
batch-state-failed = Kan ikke brukes
batch-state-looking = Leter etter ansikter, { $percent } %
batch-remove = Fjern fra listen
batch-remove-name = Fjern { $name } fra listen
batch-remove-title = Fjerne { $name }?
batch-remove-explain = Det du har avgjort om det, er ennå ikke i noen kopi og forsvinner med det. Selve filen blir værende.
batch-try-again = Prøv igjen
batch-looking = Leter etter ansikter: { $done } av { $total } bilder
batch-looking-stopped = Letingen etter ansikter er stoppet: { $done } av { $total } bilder
batch-left-minutes =
    { $count ->
        [one] ca. { $count } minutt igjen
       *[other] ca. { $count } minutter igjen
    }
batch-left-short = mindre enn ett minutt igjen
batch-stop-looking = Stopp letingen etter ansikter
batch-go-on-looking = Fortsett letingen etter ansikter
batch-gathering = Leter etter bilder i mappen…
batch-next-undecided = Neste ikke avgjorte
batch-redact-rest = Sladd alle i resten…
batch-copy-areas = Kopier områder til neste bilde
batch-export-ready = Eksporter alle som er klare ({ $count })
batch-confirm-title = Sladde alle i resten?
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
batch-confirm-photos =
    { $count ->
        [one] i { $count } bilde
       *[other] i { $count } bilder
    }
batch-confirm-covered = Dekkes: { $what } { $where }.
batch-confirm-not-looked =
    { $count ->
        [one] I { $count } bilde letes det fortsatt etter ansikter; ingenting i det dekkes av dette.
       *[other] I { $count } bilder letes det fortsatt etter ansikter; ingenting i dem dekkes av dette.
    }
batch-confirm-undo = Det som vises med samtykke, blir stående. Hvert bilde kan angres for seg og må fortsatt gås gjennom.
batch-confirm-button = Sladd { $count }
batch-exporting = Skriver kopier: { $done } skrevet, { $left } igjen
batch-stop-export = Stopp etter denne kopien
batch-export-title = Eksporter alle som er klare
batch-export-count =
    { $count ->
        [one] { $count } kopi skrives.
       *[other] { $count } kopier skrives.
    }
batch-export-others =
    { $count ->
        [one] { $count } annet bilde er ikke klart og utelates.
       *[other] { $count } andre bilder er ikke klare og utelates.
    }
batch-export-terms = Formål: { $purpose }. Kanaler: { $channels }. Mappe: { $folder }.
batch-export-change = Det kan endres i trinn 3, Eksport.
batch-export-button = Skriv kopiene
batch-report-title = Hva det ble av bildene
batch-save-text = Lagre som tekst
batch-save-table = Lagre som tabell (CSV)
batch-report-name = eksport-rapport
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
batch-resume-explain = Vinduet ble lukket før alt var eksportert: { $photos }, { $decisions }. Filene åpnes igjen; en fil som er endret siden, begynner på nytt.
batch-take-up = Fortsett arbeidet
batch-discard = Forkast det
batch-closing-title = Lukke før alt er eksportert?
batch-closing-explain = Noen avgjørelser er ennå ikke i noen kopi. De kan lagres på denne datamaskinen, uten bilder, og tilbys når Sladd åpnes igjen.
batch-close-keep = Lukk og lagre til neste gang
batch-close-discard = Lukk og forkast
batch-dismiss = Lukk meldingene
batch-nothing-fits = Ingen bilder er i denne tilstanden.
batch-more = Mer for alle bilder
batch-edit-caption = bildetekst
batch-edit-approve = en annen persons godkjenning
