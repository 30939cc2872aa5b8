### What of a photo is published: crop, turn, straighten, sizes, words beside it

batch-edit-frame = beskjær eller drei bildet
decisions-frames = Kommandoen og filen med avgjørelser beskjærer, dreier eller retter opp bildet på hver sin måte. Utelat den ene, og prøv igjen.
frame-angle = Et bilde kan rettes opp med høyst 15 grader. Oppgi et tall fra -15 til 15.
frame-too-small = Utsnittet er for lite. La minst { $least } piksler være igjen hver vei.
frame-outside = Utsnittet går utenfor bildet, som er { $width } × { $height } piksler når det er dreid og rettet opp. Gjør det mindre, eller flytt det.
frame-cut-away =
    { $count ->
        [one] { $count } ansikt ligger utenfor utsnittet og er ikke med i kopien: { $photo }
       *[other] { $count } ansikter ligger utenfor utsnittet og er ikke med i kopien: { $photo }
    }
frame-crop = Beskjær
frame-crop-explain = Bare det som er innenfor rammen, kommer med i kopien. Du kan hoppe over dette trinnet.
frame-shape = Format
frame-shape-free = Fritt
frame-shape-original = Som bildet
frame-straighten = Rett opp
frame-turn-left = Drei til venstre
frame-turn-right = Drei til høyre
frame-size = Kopien får { $width } × { $height } piksler.
frame-cut-away-mark = skåret bort
frame-cut-away-count =
    { $count ->
        [one] { $count } ansikt er skåret bort. Det er ikke med i kopien og trenger ingen avgjørelse.
       *[other] { $count } ansikter er skåret bort. De er ikke med i kopien og trenger ingen avgjørelse.
    }
frame-whole-photo = Bruk hele bildet
frame-crop-keys = Piltastene retter opp, Shift + pil flytter rammen, Alt + pil endrer størrelsen, T dreier. Enter avslutter trinnet.
frame-next = Dra i kantene på rammen. Det mørke kommer ikke med i kopien.
frame-done = Ferdig
frame-no-size = Det finnes ingen størrelse som heter { $word }. Bruk { $names }, eller piksler som 1600 eller 1080x1350.
frame-too-many-bytes = Kopien kan ikke bli så liten: Den er på minst { $kilobytes } kB. Velg en mindre størrelse eller JPEG, eller tillat mer.
batch-edit-alt-text = alt-tekst
frame-alt-text = Alt-tekst
frame-alt-texts = Kommandoen og filen med avgjørelser har hver sin alt-tekst. Utelat den ene, og prøv igjen.
frame-alt-text-count = { $count } av { $most } tegn
frame-alt-text-hint = Si i én setning hva som er viktig i bildet, uten navn og uten «bilde av». Den lagres ved siden av kopien.
frame-alt-text-number = Alt-teksten ser ut til å inneholde et fødselsnummer. Slett det.
frame-alt-text-name = Alt-teksten ser ut til å inneholde et navn. Slett det, eller kryss av for Bildetekst og alt-tekst i sjekklisten hvis det ikke er et navn.
frame-alt-text-word = Alt-teksten inneholder et ord som ikke skal stå der: { $word }.
frame-alt-text-long = Alt-teksten har { $count } tegn. Forkort den til { $most }.
frame-alt-text-unseen = Alt-teksten inneholder tegn som ikke vises. Skriv den på nytt.
frame-sizes = Størrelser
frame-sizes-explain = Hver størrelse får sin egen kopi og følgefil. Er ingenting valgt, blir kopien like stor som bildet. En kopi blir aldri større enn bildet.
frame-most-kilobytes = Høyst
frame-most-kilobytes-wrong = Skriv et helt antall kilobyte, for eksempel 500, eller ingenting.
frame-size-web = Nettsted
frame-size-social = Sosiale medier
frame-size-screen = Skjerm
frame-size-print = Trykk, full størrelse

frame-edit-explain = Piksler: den lengste siden (1600), et rektangel kopien skal passe i (1080x1350), eller full. JPEG-kvalitet: 1 til 100, tom for den vanlige.
frame-edit-name = Navn
frame-edit-pixels = { $name }: piksler
frame-edit-quality = { $name }: kvalitet
frame-edit-add = Legg til en størrelse
frame-edit-remove = Fjern
frame-edit-remove-of = Fjern { $name }
frame-edit-as-usual = Tilbakestill
frame-edit-as-usual-of = { $name } slik programmet har den
frame-edit-by-rules = slik virksomhetens regler har den
frame-edit-wrong = Dette er ikke en størrelse. Navnet har små bokstaver fra a til z, sifre og - og begynner med en bokstav; piksler skrives som 1600, 1080x1350 eller full; kvaliteten er fra 1 til 100.
frame-edit-twice = To størrelser har samme navn. Gi den ene et annet.
