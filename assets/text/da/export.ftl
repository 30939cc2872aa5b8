### Writing and checking copies

export-encode = Kopien kunne ikke gemmes i dette format. Vælg et andet format.
export-not-a-folder = Mappen findes ikke. Vælg en anden mappe.
export-disk-full = Disken er fuld, så der er ikke gemt nogen kopi. Frigør plads, eller vælg en anden mappe.
export-not-writable = Kopien kan ikke gemmes i mappen. Vælg en anden mappe, eller bed om adgang.
export-exists = Der findes allerede en fil med det navn. Den blev ikke overskrevet. Prøv igen.
export-target-is-source = Kopien ville overskrive originalen. Vælg en anden mappe.
export-check-failed = Kopien blev læst igen og svarede ikke til det, du har valgt. Den er slettet. Prøv igen, eller vælg en anden mappe.
export-face-visible = Programmet finder stadig et ansigt ved en sløring i den færdige kopi. Kopien er derfor slettet. Gør sløringen så stor, at den dækker hele ansigtet, og prøv igen.
export-face-visible-covered = Programmet finder stadig et ansigt ved en sløring i den færdige kopi. Kopien er derfor slettet. Stedet er nu dækket. Se på det, gennemse hele billedet igen, og gem kopien.
export-io = Kopien kunne ikke gemmes. Kontrollér mappen eller forbindelsen til drevet, og prøv igen.
export-not-noted = Før en kopi gemmes, noteres det i mappen til register og log. Det kunne ikke lade sig gøre: { $folder }. Der er ikke gemt nogen kopi. Bed den, der tager sig af mappen, om adgang, og kontrollér, om disken er fuld.
export-undecided = Du har ikke taget stilling til dette ansigt.
export-not-reviewed = Ingen har bekræftet, at hele billedet er gennemset. Gennemse det, og bekræft.
export-missing-controller = Angiv, hvilken organisation der er dataansvarlig for kopierne. Ikke angivet endnu: { $what }.
export-missing-folder = Angiv, i hvilken mappe kopien skal gemmes.
export-record = Følgefilen kunne ikke gemmes, så der er ikke gemt nogen kopi. Prøv igen.
export-interrupted-removed = En tidligere eksport blev afbrudt. De ufærdige filer, den efterlod i { $folder }, er fjernet. Filer: { $count }.
