### Writing and checking copies

export-encode = Kopien kunne ikke lagres i dette formatet. Velg et annet format.
export-not-a-folder = Mappen finnes ikke. Velg en annen mappe.
export-disk-full = Disken er full, så ingen kopi ble lagret. Frigjør plass, eller velg en annen mappe.
export-not-writable = Kopien kan ikke lagres i mappen. Velg en annen mappe, eller be om tilgang.
export-exists = Det finnes allerede en fil med det navnet. Den ble ikke overskrevet. Prøv igjen.
export-target-is-source = Kopien ville ha overskrevet originalen. Velg en annen mappe.
export-check-failed = Kopien ble lest på nytt og stemte ikke med det du har avgjort. Den er slettet. Prøv igjen, eller velg en annen mappe.
export-face-visible = Programmet finner fortsatt et ansikt ved et sladdet område i den ferdige kopien, så kopien er slettet. Gjør området så stort at det dekker hele ansiktet, og prøv igjen.
export-face-visible-covered = Programmet finner fortsatt et ansikt ved et sladdet område i den ferdige kopien, så kopien er slettet. Stedet er nå dekket. Se på det, gå gjennom hele bildet på nytt, og lagre kopien.
export-io = Kopien kunne ikke lagres. Kontroller mappen eller forbindelsen til disken, og prøv igjen.
export-not-noted = Før en kopi lagres, noteres det i mappen for register og logg. Det lot seg ikke gjøre: { $folder }. Ingen kopi ble lagret. Be den som har ansvar for mappen, om tilgang, og kontroller om disken er full.
export-undecided = Du har ikke tatt stilling til dette ansiktet.
export-not-reviewed = Ingen har bekreftet at hele bildet er gjennomgått. Gå gjennom det, og bekreft.
export-missing-controller = Oppgi hvilken virksomhet som er behandlingsansvarlig for kopiene. Ikke oppgitt ennå: { $what }.
export-missing-folder = Oppgi hvilken mappe kopien skal lagres i.
export-record = Følgefilen kunne ikke lagres, så ingen kopi ble lagret. Prøv igjen.
export-interrupted-removed = En tidligere eksport ble avbrutt. De uferdige filene den etterlot i { $folder }, er fjernet. Filer: { $count }.
