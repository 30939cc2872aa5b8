### What of a photo is published: crop, turn, straighten, sizes, words beside it

batch-edit-frame = beskær eller drej billedet
decisions-frames = Kommandoen og filen med afgørelser beskærer, drejer eller retter billedet op på hver sin måde. Udelad den ene, og prøv igen.
frame-angle = Et billede kan rettes op med højst 15 grader. Angiv et tal fra -15 til 15.
frame-too-small = Udsnittet er for lille. Lad mindst { $least } pixel være tilbage på hver led.
frame-outside = Udsnittet når ud over billedet, som er { $width } × { $height } pixel, når det er drejet og rettet op. Gør det mindre, eller flyt det.
frame-cut-away =
    { $count ->
        [one] { $count } ansigt ligger uden for udsnittet og er ikke med i kopien: { $photo }
       *[other] { $count } ansigter ligger uden for udsnittet og er ikke med i kopien: { $photo }
    }
