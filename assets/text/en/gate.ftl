### One consent is one person's

gate-consent-twice = This consent keeps another face in the photo already, and one consent is one person’s. Redact the face, choose the consent of the person in it, or say that it is the same person again.
gate-same-person = The same person again, in a mirror or a picture on the wall
gate-same-person-explain = This consent keeps another face in this photo already.
gate-kept-again = Kept with consent { $consent }, the same person again
batch-edit-same-person = note that { $region } is the same person
batch-edit-not-same-person = note that { $region } is not the same person
cli-verify-consent-twice = More faces are shown than people have consented, and nobody has said that one of them is shown twice. Take the copy down, and export the photo again.

### The second person

gate-operator = Exported by (reference, no name)
gate-no-operator = It is not told who exports, so nobody knows whether the second person is somebody else. Write the reference of whoever exports (on the command line: --operator).

### What stays visible without a consent

gate-not-a-face-visible = { $count ->
        [one] 1 found face stays visible as “not a face”.
       *[other] { $count } found faces stay visible as “not a face”.
    }

### The decisions file

decisions-contradiction = The decisions file says two different things about one face: region { $one } and region { $other }. Decide the face once, and try again.
decisions-two-entries = The decisions file has more than one entry for this photo: { $entries }. Leave one, and try again.
decisions-which-photo = In the decisions file, { $name } can mean more than one photo. Write the path of the photo, and try again.
decisions-unfit = In the decisions file, region { $region } is to stay visible and does not fit the face that it lies on. Take the face’s box as “sladd detect” tells it, and try again.
decisions-several = In the decisions file, region { $region } is to stay visible and fits more than one face. Take the face’s box as “sladd detect” tells it, and try again.
decisions-no-area = In the decisions file, region { $region } has no area. Correct it, and try again.
decisions-outside = In the decisions file, region { $region } lies outside the photo. Correct it, and try again.
decisions-no-consent = In the decisions file, region { $region } is to be kept and names no consent. Add the consent, or redact the face.
decisions-not-kept = In the decisions file, region { $region } says something that holds of a kept face only: a consent, or that it is the same person. Correct it, and try again.
decisions-only-faces = In the decisions file, region { $region } is no face, and only a face can be kept or called “not a face”. Correct it, and try again.
decisions-purposes = The command asks for the purpose { $asked }, and the decisions file says { $said }. Leave one of them out, and try again.
decisions-captions = The command and the decisions file give two different captions. Leave one of them out, and try again.
decisions-second-persons = The command and the decisions file name two different second persons. Leave one of them out, and try again.
decisions-second-person = The reference of the second person in the decisions file is too long, or looks like a personal number or a name. Write another, and try again.
decisions-not-here = The decisions file has an entry for a photo that is not among these: { $photo }. Nothing was done with it.

### Where a copy was put

posting-noted = It is noted that the copy was posted there.
posting-channel = The copy was not cleared for this channel ({ $channel }). Take it down from there and note that, or export the photo again for this channel.
posting-consent = A consent that the copy relies on does not hold any more. Take the copy down, and note that.
posting-expired = The copy could be shown through { $day }. Take it down and note that, or export the photo again.
posting-replaced = The copy was replaced by another. Take it down, note that, and post the other one.

### Whose rules

policy-fault-country-variable = SLADD_COUNTRY is “{ $value }”, which is no country that Sladd knows. Set it to DK, NO or SE, or remove it.
policy-fault-settings-country = The settings in the folder of register and log are for { $base }, and { $asked } was chosen. Leave --country and SLADD_COUNTRY out, or change the country in the settings. Nothing was done.

### While a copy is being written

gate-being-written = The copy of this photo is being saved, so nothing was changed. Draw or decide again when it is done.

### What looks like a face and is called none

gate-what-is-it = This looks like a face. What is it?
gate-choose-statue = Statue or bust
gate-choose-picture = Picture: a painting, a photo, a screen
gate-choose-poster = Poster or print
gate-choose-animal = Animal
gate-choose-doll = Doll or training manikin
gate-choose-nothing = Nothing: a pattern or a shadow
gate-instead-statue = statue
gate-instead-picture = picture
gate-instead-poster = poster
gate-instead-animal = animal
gate-instead-doll = doll
gate-instead-nothing = nothing
gate-instead-hint = A real person in a picture or on a poster is recognised there too: redact the face, or keep it with a consent.
gate-leave = Leave it as it was
gate-not-a-face-what = Not a face: { $what }
gate-not-a-face-unsaid = nobody has said what it is
gate-not-a-face-reason = This looks like a face. Say what it is instead: press N at the face, or write it in the decisions file ("what": statue, picture, poster, animal, doll or nothing). Otherwise redact it.
gate-looks-like-faces = { $count ->
        [one] This looks like a face and stays visible: 1. Look at it once more.
       *[other] These look like faces and stay visible: { $count }. Look at them once more.
    }
gate-look-again-title = Look at these once more
gate-look-again-explain = They look like faces and stay visible where anybody can see them.
gate-look-again = I have looked at each of them. None shows a real person.
gate-reexport-not-a-face = In the former copy something that looks like a face stays visible as “not a face”, and it is not recorded what it is. Open the original in the window (or use a decisions file), say what it is or redact it, and export it again.
decisions-wrong-what = In the decisions file, region { $region } says what is there instead of a face (statue, picture, poster, animal, doll, nothing), and that goes with “not_a_face” only. Correct it, and try again.
batch-edit-not-a-face-what = mark { $region } as not a face: { $what }
batch-edit-confirm-visible = confirm what stays visible
batch-edit-unconfirm-visible = take back what was confirmed to stay visible
rules-no-face-second-person = A second person approves every picture in which something looks like a face and is called “not a face”.
