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
