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
