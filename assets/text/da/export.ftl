### Writing and checking copies

export-encode = Kopien kunne ikke skrives i dette format. Vælg et andet format.
export-not-a-folder = Mappen findes ikke. Vælg en anden mappe.
export-disk-full = Der er ikke plads på disken, så der blev ikke skrevet nogen kopi. Frigør plads, eller vælg en anden mappe.
export-not-writable = Der kan ikke skrives i mappen. Vælg en anden mappe, eller bed om adgang.
export-exists = Der findes allerede en fil med det navn. Den blev ikke overskrevet. Prøv igen.
export-target-is-source = Kopien ville overskrive originalen. Vælg en anden mappe.
export-check-failed = Kopien blev læst igen og svarede ikke til det, der er afgjort. Den er slettet. Prøv igen, eller vælg en anden mappe.
export-face-visible = Ansigtssøgningen ser stadig et ansigt ved en sløring i den færdige kopi, så kopien er slettet. Gør sløringen så stor, at den dækker hele ansigtet, og prøv igen.
export-face-visible-covered = Ansigtssøgningen ser stadig et ansigt ved en sløring i den færdige kopi, så kopien er slettet. Stedet er nu dækket. Se på det, gennemse hele billedet igen, og skriv kopien.
export-io = Kopien kunne ikke skrives. Kontrollér mappen eller forbindelsen til drevet, og prøv igen.
export-not-noted = Før en kopi skrives, noteres det i datamappen, og det kunne ikke lade sig gøre: { $folder }. Der blev ikke skrevet nogen kopi. Bed den, der tager sig af datamappen, om adgang, og se efter, om disken er fuld.
export-undecided = Der er ikke taget stilling til dette ansigt.
export-not-reviewed = Ingen har bekræftet, at hele billedet er gennemset. Gennemse det, og bekræft.
export-missing-controller = Angiv, hvem der er dataansvarlig for kopierne. Ikke angivet endnu: { $what }.
export-missing-folder = Angiv, i hvilken mappe kopien skal gemmes.
export-record = Følgefilen kunne ikke skrives, så der blev ikke skrevet nogen kopi. Prøv igen.
export-interrupted-removed = En tidligere eksport blev afbrudt. Det, den havde efterladt ufærdigt i { $folder }, er fjernet. Filer: { $count }.
