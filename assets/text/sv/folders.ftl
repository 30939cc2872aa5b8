### Folders, and what was left out of them

folders-left-out =
    { $count ->
        [one] { $count } annan fil eller mapp togs inte med: den är dold eller inte en bild.
       *[other] { $count } andra filer eller mappar togs inte med: de är dolda eller inte bilder.
    }
folders-links =
    { $count ->
        [one] { $count } genväg togs inte med. Välj bilden eller mappen som den leder till:
       *[other] { $count } genvägar togs inte med. Välj bilderna eller mapparna som de leder till:
    }
folders-placeholders =
    { $count ->
        [one] { $count } bild finns inte på den här datorn och har inte hämtats.
       *[other] { $count } bilder finns inte på den här datorn och har inte hämtats.
    }
folders-more = … och { $count } till
folders-unreadable = { $path } går inte att läsa, och ingen sökning har gjorts där. Kontrollera att du har behörighet.
folders-loop = { $path } är en genväg som leder tillbaka till sig själv, så den har inte följts. Ta bort den, eller välj mappen du menar.
folders-dangling = { $path } är en genväg till något som inte finns längre. Ta bort den, eller välj filen du menar.
folders-not-here = { $path } finns inte på den här datorn, och ingen sökning har gjorts där. Hämta den i filhanteraren och försök igen.
folders-state = Inte på den här datorn
folders-fetch-explain = Bilden finns inte på den här datorn, bara dess namn. När den öppnas hämtas den från platsen där den förvaras. Till dess letar Sladd inte efter ansikten i den.
folders-fetch = Hämta och öppna
folders-fetch-all = Hämta och öppna alla { $count }
file-not-there = den finns inte
file-not-regular = det är inte en fil utan en mapp, en pipe eller en enhet
file-too-large = den är för stor ({ $actual } byte, högst { $limit })
file-not-text = den är inte text i UTF-8
