### What of a photo is published: crop, turn, straighten, sizes, words beside it

batch-edit-frame = beskær eller drej billedet
decisions-frames = Kommandoen og filen med valg beskærer, drejer eller retter billedet op på hver sin måde. Udelad den ene, og prøv igen.
frame-angle = Et billede kan rettes op med højst 15 grader. Angiv et tal fra -15 til 15.
frame-too-small = Udsnittet er for lille. Lad mindst { $least } pixel være tilbage på hver led.
frame-outside = Udsnittet når ud over billedet, som er { $width } × { $height } pixel, når det er drejet og rettet op. Gør det mindre, eller flyt det.
frame-cut-away =
    { $count ->
        [one] { $count } ansigt ligger uden for udsnittet og er ikke med i kopien: { $photo }
       *[other] { $count } ansigter ligger uden for udsnittet og er ikke med i kopien: { $photo }
    }
frame-crop = Beskær
frame-crop-explain = Kun det, der er inden for rammen, kommer med i kopien. Du kan springe dette trin over.
frame-shape = Format
frame-shape-free = Frit
frame-shape-original = Som billedet
frame-straighten = Ret op
frame-turn-left = Drej til venstre
frame-turn-right = Drej til højre
frame-size = Kopien får { $width } × { $height } pixel.
frame-cut-away-mark = skåret væk
frame-cut-away-count =
    { $count ->
        [one] { $count } ansigt er skåret væk. Det er ikke med i kopien, og du skal ikke tage stilling til det.
       *[other] { $count } ansigter er skåret væk. De er ikke med i kopien, og du skal ikke tage stilling til dem.
    }
frame-whole-photo = Brug hele billedet
frame-crop-keys = Piletasterne retter op, Shift + pil flytter rammen, Alt + pil ændrer dens størrelse, T drejer. Enter slutter trinnet.
frame-next = Træk i rammens kanter. Det mørke kommer ikke med i kopien.
frame-done = Færdig
frame-no-size = Der er ingen størrelse, der hedder { $word }. Brug { $names } eller pixel som 1600 eller 1080x1350.
frame-too-many-bytes = Kopien kan ikke blive så lille: Den fylder mindst { $kilobytes } kB. Vælg en mindre størrelse eller JPEG, eller tillad mere.
batch-edit-alt-text = alt-tekst
frame-alt-text = Alt-tekst
frame-alt-texts = Kommandoen og filen med valg har hver sin alt-tekst. Udelad den ene, og prøv igen.
frame-alt-text-count = { $count } af { $most } tegn
frame-alt-text-hint = Sig i én sætning, hvad der er vigtigt på billedet, uden navne og uden ”billede af”. Den gemmes ved siden af kopien.
frame-alt-text-number = Alt-teksten ser ud til at indeholde et CPR-nummer. Slet det.
frame-alt-text-name = Alt-teksten ser ud til at indeholde et navn. Slet det, eller sæt flueben ved Billedtekst og alt-tekst i tjeklisten, hvis det ikke er et navn.
frame-alt-text-word = Alt-teksten indeholder et ord, der ikke må stå der: { $word }.
frame-alt-text-long = Alt-teksten har { $count } tegn. Forkort den til { $most }.
frame-alt-text-unseen = Alt-teksten indeholder tegn, der ikke kan ses. Skriv den igen.
frame-sizes = Størrelser
frame-sizes-explain = Hver størrelse får sin egen kopi og følgefil. Er intet valgt, bliver kopien så stor som billedet. En kopi bliver aldrig større end billedet.
frame-most-kilobytes = Højst
frame-most-kilobytes-wrong = Skriv et helt antal kilobyte, for eksempel 500, eller ingenting.
frame-size-web = Hjemmeside
frame-size-social = Sociale medier
frame-size-screen = Skærm
frame-size-print = Tryk, fuld størrelse

frame-edit-explain = Pixel: den længste side (1600), et rektangel, kopien skal passe i (1080x1350), eller full. JPEG-kvalitet: 1 til 100, tom for den sædvanlige.
frame-edit-name = Navn
frame-edit-pixels = { $name }: pixel
frame-edit-quality = { $name }: kvalitet
frame-edit-add = Tilføj en størrelse
frame-edit-remove = Fjern
frame-edit-remove-of = Fjern { $name }
frame-edit-as-usual = Nulstil
frame-edit-as-usual-of = { $name }, som programmet har den
frame-edit-by-rules = som organisationens regler har den
frame-edit-wrong = Det er ikke en størrelse. Navnet består af små bogstaver fra a til z, cifre og - og begynder med et bogstav; pixel skrives som 1600, 1080x1350 eller full; kvaliteten er fra 1 til 100.
frame-edit-twice = To størrelser har samme navn. Giv den ene et andet.
