### Folders, and what was left out of them

folders-left-out =
    { $count ->
        [one] { $count } anden fil eller mappe er udeladt: Den er skjult eller ikke et billede.
       *[other] { $count } andre filer eller mapper er udeladt: De er skjulte eller ikke billeder.
    }
folders-links =
    { $count ->
        [one] { $count } genvej er udeladt. Vælg det billede eller den mappe, den fører til:
       *[other] { $count } genveje er udeladt. Vælg de billeder eller mapper, de fører til:
    }
folders-placeholders =
    { $count ->
        [one] { $count } billede ligger ikke på denne computer og er ikke hentet.
       *[other] { $count } billeder ligger ikke på denne computer og er ikke hentet.
    }
folders-more = … og { $count } til
folders-unreadable = { $path } kan ikke læses, og der er ikke ledt i mappen. Kontrollér, at du har adgang.
folders-loop = { $path } er en genvej, der fører tilbage til sig selv, så den er ikke fulgt. Fjern den, eller vælg den mappe, du mener.
folders-dangling = { $path } er en genvej til noget, der ikke findes mere. Fjern den, eller vælg den fil, du mener.
folders-not-here = { $path } ligger ikke på denne computer, og der er ikke ledt i mappen. Hent den i filhåndteringen, og prøv igen.
folders-state = Ikke på denne computer
folders-fetch-explain = Billedet ligger ikke på denne computer, kun dets navn. Når det åbnes, hentes det fra det sted, hvor det opbevares. Indtil da leder Sladd ikke efter ansigter på det.
folders-fetch = Hent og åbn
folders-fetch-all = Hent og åbn alle { $count }
file-not-there = den findes ikke
file-not-regular = det er ikke en fil, men en mappe, en pipe eller en enhed
file-too-large = den er for stor ({ $actual } byte, højst { $limit })
file-not-text = den er ikke tekst i UTF-8
