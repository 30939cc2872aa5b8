### What of a photo is published: crop, turn, straighten, sizes, words beside it

batch-edit-frame = crop or turn the photo
decisions-frames = The command and the decisions file crop, turn or straighten the photo differently. Leave one of them out, and try again.
frame-angle = A photo can be straightened by at most 15 degrees. Give a number from -15 to 15.
frame-too-small = The crop is too small. Leave at least { $least } pixels on each side.
frame-outside = The crop reaches outside the photo, which has { $width } × { $height } pixels once it is turned and straightened. Make it smaller, or move it.
frame-cut-away =
    { $count ->
        [one] { $count } face lies outside the crop and is not in the copy: { $photo }
       *[other] { $count } faces lie outside the crop and are not in the copy: { $photo }
    }
frame-crop = Crop
frame-crop-explain = Only what is inside the frame is in the copy. You can leave this step out.
frame-shape = Shape
frame-shape-free = Free
frame-shape-original = As the photo
frame-straighten = Straighten
frame-turn-left = Turn left
frame-turn-right = Turn right
frame-size = The copy has { $width } × { $height } pixels.
frame-cut-away-mark = cut away
frame-cut-away-count =
    { $count ->
        [one] { $count } face is cut away. It is not in the copy and needs no decision.
       *[other] { $count } faces are cut away. They are not in the copy and need no decision.
    }
frame-whole-photo = Use the whole photo
frame-crop-keys = Arrows straighten, Shift + arrows move the frame, Alt + arrows change its size, T turns. Enter ends the step.
frame-next = Drag the edges of the frame. What is dark is not in the copy.
frame-done = Done
frame-no-size = There is no size called { $word }. Use { $names }, or pixels such as 1600 or 1080x1350.
frame-too-many-bytes = The copy cannot be made that small: it has at least { $kilobytes } kB. Choose a smaller size, or JPEG, or allow more.
batch-edit-alt-text = alt text
frame-alt-text = Alt text
frame-alt-texts = The command and the decisions file give two different alt texts. Leave one of them out, and try again.
frame-alt-text-count = { $count } of { $most } characters
frame-alt-text-hint = Say in one sentence what matters in the picture, without names and without "picture of". It is saved beside the copy.
frame-alt-text-number = The alt text seems to hold a personal number. Delete it.
frame-alt-text-name = The alt text seems to hold a name. Delete it, or tick Caption and alt text in the checklist if it is none.
frame-alt-text-word = The alt text holds a word that must not stand there: { $word }.
frame-alt-text-long = The alt text has { $count } characters. Shorten it to { $most }.
frame-alt-text-unseen = The alt text holds characters that are not seen. Type it anew.
frame-sizes = Sizes
frame-sizes-explain = Each size gets its own copy and record. Nothing ticked: as large as the photo. A copy is never larger than the photo.
frame-most-kilobytes = At most
frame-most-kilobytes-wrong = Type a whole number of kilobytes, such as 500, or nothing.
frame-size-web = Website
frame-size-social = Social media
frame-size-screen = Screen
frame-size-print = Print, full size

frame-edit-explain = Pixels: the longer side (1600), a rectangle to fit into (1080x1350), or full. Quality of a JPEG: 1 to 100, empty for the usual one.
frame-edit-name = Name
frame-edit-pixels = { $name }: pixels
frame-edit-quality = { $name }: quality
frame-edit-add = Add a size
frame-edit-remove = Remove
frame-edit-remove-of = Remove { $name }
frame-edit-as-usual = Reset
frame-edit-as-usual-of = { $name } as the program has it
frame-edit-by-rules = as the organisation’s rules have it
frame-edit-wrong = This is no size. The name has small letters a to z, digits and -, and begins with a letter; the pixels are such as 1600, 1080x1350 or full; the quality is from 1 to 100.
frame-edit-twice = Two sizes have the same name. Give one of them another.
