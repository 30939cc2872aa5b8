### Folders, and what was left out of them

folders-left-out =
    { $count ->
        [one] { $count } annan fil eller mapp har utelämnats: den är dold eller ingen bild.
       *[other] { $count } andra filer eller mappar har utelämnats: de är dolda eller inga bilder.
    }
folders-links =
    { $count ->
        [one] { $count } länk har utelämnats. Välj bilden eller mappen som den leder till:
       *[other] { $count } länkar har utelämnats. Välj bilderna eller mapparna som de leder till:
    }
folders-placeholders =
    { $count ->
        [one] { $count } bild finns inte på den här datorn och har inte hämtats.
       *[other] { $count } bilder finns inte på den här datorn och har inte hämtats.
    }
folders-more = … och { $count } till
folders-unreadable = { $path } går inte att läsa, och innehållet har inte undersökts. Kontrollera att du har åtkomst.
folders-loop = { $path } är en länk som leder tillbaka till sig själv, så den har inte följts. Ta bort den, eller välj mappen du menar.
folders-dangling = { $path } är en länk till något som inte finns längre. Ta bort den, eller välj filen du menar.
folders-not-here = { $path } finns inte på den här datorn och har inte undersökts. Hämta den i filhanteraren och försök igen.
folders-state = Inte på den här datorn
folders-fetch-explain = Bilden finns inte på den här datorn, bara dess namn. När den öppnas hämtas den från platsen där den förvaras. Till dess söks inga ansikten i den.
folders-fetch = Hämta och öppna
folders-fetch-all = Hämta och öppna alla { $count }
file-not-there = den finns inte
file-not-regular = det är inte en fil utan en mapp, en pipe eller en enhet
file-too-large = den är för stor ({ $actual } byte, högst { $limit })
file-not-text = den är inte text i UTF-8
