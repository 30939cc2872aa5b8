### Folders, and what was left out of them

folders-left-out =
    { $count ->
        [one] { $count } annen fil eller mappe er utelatt: Den er skjult eller ikke et bilde.
       *[other] { $count } andre filer eller mapper er utelatt: De er skjulte eller ikke bilder.
    }
folders-links =
    { $count ->
        [one] { $count } snarvei er utelatt. Velg bildet eller mappen som den fører til:
       *[other] { $count } snarveier er utelatt. Velg bildene eller mappene som de fører til:
    }
folders-placeholders =
    { $count ->
        [one] { $count } bilde ligger ikke på denne datamaskinen og er ikke hentet.
       *[other] { $count } bilder ligger ikke på denne datamaskinen og er ikke hentet.
    }
folders-more = … og { $count } til
folders-unreadable = { $path } kan ikke leses, og det er ikke søkt i mappen. Kontroller at du har tilgang.
folders-loop = { $path } er en snarvei som fører tilbake til seg selv, så den er ikke fulgt. Fjern den, eller velg mappen du mener.
folders-dangling = { $path } er en snarvei til noe som ikke finnes lenger. Fjern den, eller velg filen du mener.
folders-not-here = { $path } ligger ikke på denne datamaskinen, og det er ikke søkt i mappen. Hent den i filbehandleren, og prøv igjen.
folders-state = Ikke på denne datamaskinen
folders-fetch-explain = Bildet ligger ikke på denne datamaskinen, bare navnet. Når det åpnes, hentes det fra stedet der det oppbevares. Inntil da søker ikke Sladd etter ansikter i det.
folders-fetch = Hent og åpne
folders-fetch-all = Hent og åpne alle { $count }
file-not-there = den finnes ikke
file-not-regular = det er ikke en fil, men en mappe, en pipe eller en enhet
file-too-large = den er for stor ({ $actual } byte, høyst { $limit })
file-not-text = den er ikke tekst i UTF-8
