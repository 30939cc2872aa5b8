### Writing and checking copies

export-encode = Kopian kunde inte skrivas i det här formatet. Välj ett annat format.
export-not-a-folder = Mappen finns inte. Välj en annan mapp.
export-disk-full = Disken är full, så ingen kopia skrevs. Frigör utrymme eller välj en annan mapp.
export-not-writable = Det går inte att skriva i mappen. Välj en annan mapp eller be om behörighet.
export-exists = Det finns redan en fil med det namnet. Den skrevs inte över. Försök igen.
export-target-is-source = Kopian skulle ha skrivit över originalet. Välj en annan mapp.
export-check-failed = Kopian lästes tillbaka och stämde inte med det som har avgjorts. Den har tagits bort. Försök igen eller välj en annan mapp.
export-face-visible = Ansiktssökningen ser fortfarande ett ansikte vid en maskering i den färdiga kopian, så kopian har raderats. Gör maskeringen så stor att den täcker hela ansiktet och försök igen.
export-face-visible-covered = Ansiktssökningen ser fortfarande ett ansikte vid en maskering i den färdiga kopian, så kopian har raderats. Stället är nu täckt. Titta på det, gå igenom hela bilden igen och skriv kopian.
export-io = Kopian kunde inte skrivas. Kontrollera mappen eller anslutningen till enheten och försök igen.
export-not-noted = Innan en kopia skrivs noteras det i datamappen, och det gick inte: { $folder }. Ingen kopia skrevs. Be den som sköter datamappen om åtkomst och se efter om disken är full.
export-undecided = Det här ansiktet är ej avgjort.
export-not-reviewed = Ingen har bekräftat att hela bilden är genomgången. Gå igenom den och bekräfta.
export-missing-controller = Ange vem som är personuppgiftsansvarig för kopiorna. Inte angivet än: { $what }.
export-missing-folder = Ange i vilken mapp kopian ska sparas.
export-record = Sidofilen kunde inte skrivas, så ingen kopia skrevs. Försök igen.
export-interrupted-removed = En tidigare export avbröts. Det som den hade lämnat ofärdigt i { $folder } är borttaget. Filer: { $count }.
