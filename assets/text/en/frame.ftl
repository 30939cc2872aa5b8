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
