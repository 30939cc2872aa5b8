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
