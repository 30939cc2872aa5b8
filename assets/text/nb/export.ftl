### Writing and checking copies

export-encode = Kopien kunne ikke skrives i dette formatet. Velg et annet format.
export-not-a-folder = Mappen finnes ikke. Velg en annen mappe.
export-disk-full = Det er ikke plass på disken, så ingen kopi ble skrevet. Frigjør plass, eller velg en annen mappe.
export-not-writable = Det er ikke mulig å skrive i mappen. Velg en annen mappe, eller be om tilgang.
export-exists = Det finnes allerede en fil med det navnet. Den ble ikke overskrevet. Prøv igjen.
export-target-is-source = Kopien ville overskrevet originalen. Velg en annen mappe.
export-check-failed = Kopien ble lest på nytt og stemte ikke med det som er avgjort. Den er slettet. Prøv igjen, eller velg en annen mappe.
export-face-visible = Ansiktssøket ser fortsatt et ansikt ved en sladding i den ferdige kopien, så kopien er slettet. Gjør sladdingen så stor at den dekker hele ansiktet, og prøv igjen.
export-face-visible-covered = Ansiktssøket ser fortsatt et ansikt ved en sladding i den ferdige kopien, så kopien er slettet. Stedet er nå dekket. Se på det, gå gjennom hele bildet på nytt, og skriv kopien.
export-io = Kopien kunne ikke skrives. Kontroller mappen eller forbindelsen til disken, og prøv igjen.
export-not-noted = Før en kopi skrives, noteres det i datamappen, og det lot seg ikke gjøre: { $folder }. Det ble ikke skrevet noen kopi. Be den som har ansvar for datamappen, om tilgang, og se etter om disken er full.
export-undecided = Det er ikke tatt stilling til dette ansiktet.
export-not-reviewed = Ingen har bekreftet at hele bildet er gjennomgått. Gå gjennom det, og bekreft.
export-missing-controller = Oppgi hvem som er behandlingsansvarlig for kopiene. Ikke oppgitt ennå: { $what }.
export-missing-folder = Oppgi hvilken mappe kopien skal lagres i.
export-record = Følgefilen kunne ikke skrives, så ingen kopi ble skrevet. Prøv igjen.
export-interrupted-removed = En tidligere eksport ble avbrutt. Det den hadde etterlatt uferdig i { $folder }, er fjernet. Filer: { $count }.
