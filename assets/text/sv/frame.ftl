### What of a photo is published: crop, turn, straighten, sizes, words beside it

batch-edit-frame = beskär eller vrid bilden
decisions-frames = Kommandot och filen med val beskär, vrider eller rätar upp bilden på olika sätt. Utelämna det ena och försök igen.
frame-angle = En bild kan rätas upp med högst 15 grader. Ange ett tal från -15 till 15.
frame-too-small = Utsnittet är för litet. Lämna minst { $least } pixlar kvar på varje ledd.
frame-outside = Utsnittet når utanför bilden, som är { $width } × { $height } pixlar när den är vriden och upprätad. Gör det mindre eller flytta det.
frame-cut-away =
    { $count ->
        [one] { $count } ansikte ligger utanför utsnittet och är inte med i kopian: { $photo }
       *[other] { $count } ansikten ligger utanför utsnittet och är inte med i kopian: { $photo }
    }
frame-crop = Beskär
frame-crop-explain = Bara det som är innanför ramen kommer med i kopian. Du kan hoppa över det här steget.
frame-shape = Format
frame-shape-free = Fritt
frame-shape-original = Som bilden
frame-straighten = Räta upp
frame-turn-left = Vrid åt vänster
frame-turn-right = Vrid åt höger
frame-size = Kopian får { $width } × { $height } pixlar.
frame-cut-away-mark = bortskuret
frame-cut-away-count =
    { $count ->
        [one] { $count } ansikte är bortskuret. Det är inte med i kopian, och du behöver inte ta ställning till det.
       *[other] { $count } ansikten är bortskurna. De är inte med i kopian, och du behöver inte ta ställning till dem.
    }
frame-whole-photo = Använd hela bilden
frame-crop-keys = Piltangenterna rätar upp, Shift + pil flyttar ramen, Alt + pil ändrar dess storlek, T vrider. Enter avslutar steget.
frame-next = Dra i ramens kanter. Det mörka kommer inte med i kopian.
frame-done = Klar
frame-no-size = Det finns ingen storlek som heter { $word }. Använd { $names } eller pixlar som 1600 eller 1080x1350.
frame-too-many-bytes = Kopian kan inte bli så liten: den är på minst { $kilobytes } kB. Välj en mindre storlek eller JPEG, eller tillåt mer.
batch-edit-alt-text = alt-text
frame-alt-text = Alt-text
frame-alt-texts = Kommandot och filen med val har olika alt-texter. Utelämna den ena och försök igen.
frame-alt-text-count = { $count } av { $most } tecken
frame-alt-text-hint = Säg i en mening vad som är viktigt i bilden, utan namn och utan ”bild på”. Den sparas bredvid kopian.
frame-alt-text-number = Alt-texten verkar innehålla ett personnummer. Ta bort det.
frame-alt-text-name = Alt-texten verkar innehålla ett namn. Ta bort det, eller kryssa i Bildtext och alt-text i checklistan om det inte är ett namn.
frame-alt-text-word = Alt-texten innehåller ett ord som inte får stå där: { $word }.
frame-alt-text-long = Alt-texten har { $count } tecken. Korta den till { $most }.
frame-alt-text-unseen = Alt-texten innehåller tecken som inte syns. Skriv den på nytt.
frame-sizes = Storlekar
frame-sizes-explain = Varje storlek får en egen kopia och sidofil. Är inget valt blir kopian lika stor som bilden. En kopia blir aldrig större än bilden.
frame-most-kilobytes = Högst
frame-most-kilobytes-wrong = Skriv ett helt antal kilobyte, till exempel 500, eller ingenting.
frame-size-web = Webbplats
frame-size-social = Sociala medier
frame-size-screen = Skärm
frame-size-print = Tryck, full storlek

frame-edit-explain = Pixlar: den längsta sidan (1600), en rektangel som kopian ska rymmas i (1080x1350), eller full. JPEG-kvalitet: 1 till 100, tomt för den vanliga.
frame-edit-name = Namn
frame-edit-pixels = { $name }: pixlar
frame-edit-quality = { $name }: kvalitet
frame-edit-add = Lägg till en storlek
frame-edit-remove = Ta bort
frame-edit-remove-of = Ta bort { $name }
frame-edit-as-usual = Återställ
frame-edit-as-usual-of = { $name } som programmet har den
frame-edit-by-rules = som organisationens regler har den
frame-edit-wrong = Detta är ingen storlek. Namnet har små bokstäver från a till z, siffror och - och börjar med en bokstav; pixlar skrivs som 1600, 1080x1350 eller full; kvaliteten är från 1 till 100.
frame-edit-twice = Två storlekar har samma namn. Ge den ena ett annat.
