### Writing and checking copies

export-encode = Kopian kunde inte sparas i det här formatet. Välj ett annat format.
export-not-a-folder = Mappen finns inte. Välj en annan mapp.
export-disk-full = Disken är full, så ingen kopia sparades. Frigör utrymme eller välj en annan mapp.
export-not-writable = Kopian kan inte sparas i mappen. Välj en annan mapp eller be om behörighet.
export-exists = Det finns redan en fil med det namnet. Den skrevs inte över. Försök igen.
export-target-is-source = Kopian skulle ha skrivit över originalet. Välj en annan mapp.
export-check-failed = Kopian kontrollerades och stämde inte med det du har bestämt. Den har tagits bort. Försök igen eller välj en annan mapp.
export-face-visible = Programmet hittar fortfarande ett ansikte vid en maskering i kopian. Kopian har därför tagits bort. Gör maskeringen så stor att den täcker hela ansiktet och försök igen.
export-face-visible-covered = Programmet hittar fortfarande ett ansikte vid en maskering i kopian. Kopian har därför tagits bort. Stället är nu täckt. Titta på det, gå igenom hela bilden igen och spara kopian.
export-io = Kopian kunde inte sparas. Kontrollera mappen eller anslutningen till enheten och försök igen.
export-not-noted = Innan en kopia sparas noteras det i mappen för register och logg. Det gick inte: { $folder }. Ingen kopia sparades. Be den som sköter mappen om behörighet och kontrollera om disken är full.
export-undecided = Du har inte tagit ställning till det här ansiktet.
export-not-reviewed = Ingen har bekräftat att hela bilden är genomgången. Gå igenom den och bekräfta.
export-missing-controller = Ange vilken organisation som är personuppgiftsansvarig för kopiorna. Inte angivet än: { $what }.
export-missing-folder = Ange i vilken mapp kopian ska sparas.
export-record = Sidofilen kunde inte sparas, så ingen kopia sparades. Försök igen.
export-interrupted-removed = En tidigare export avbröts. De ofärdiga filer som den lämnade i { $folder } har tagits bort. Filer: { $count }.
