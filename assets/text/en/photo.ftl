### Opening photos

photo-empty = The file is empty. Choose another file, or fetch it again from the camera or phone.
photo-not-a-photo = The file is not a photo. Choose a JPEG, PNG or WebP file.
photo-unsupported-heic = HEIC photos cannot be opened here. Export the photo as JPEG on the phone or in a photo program, and open that copy.
photo-unsupported-avif = AVIF photos cannot be opened. Save the photo as JPEG or PNG in a photo program, and open that copy.
photo-unsupported-raw = The file is a camera's raw file. Develop it as JPEG in the camera's program, and open that copy.
photo-unsupported-video = The file is a video, and only still photos can be opened. Save a still photo from it, and open that.
photo-unsupported-pdf = The file is a PDF document. Save the photo from the document as JPEG, and open that.
photo-unsupported-svg = The file is a drawing (SVG), not a photo. Choose a JPEG, PNG or WebP file.
photo-too-large = The photo is too large to be opened. Save a smaller version in a photo program, and open that.
photo-damaged = The photo is damaged and cannot be shown. Fetch it again from the camera or phone.
photo-unreadable = The file cannot be read. Check that it is still there and that you have access to it.
photo-not-here = The file is not on this computer; only its name is. Fetch it in the file manager, or name the file itself.
photo-notice-incomplete = The file is incomplete. Part of the photo may be grey. Confirm that you want to use it all the same.
photo-notice-two-orientations = The file states twice how the photo is to be turned. The first was used.
photo-notice-further-images = The file holds further pictures. Only the first was used; the rest are left out.
photo-notice-profile-unusable = The file's colour profile could not be used. The colours may be a little off.
photo-notice-print-colours = The photo is saved in print colours. They were converted and may be a little off.
photo-notice-flattened = Transparent parts were placed on white.
photo-decoder-stopped = The photo could not be opened: the program's decoder stopped. Other photos are not affected. Save the photo again in a photo program, and open that copy.
photo-too-slow = Opening the photo took too long, so it was stopped. Save the photo again in a photo program, and open that copy.
photo-notice-high-dynamic-range = The extra brightness for HDR screens is left out. The photo may look a little different.
photo-unsupported-other = This kind of picture cannot be opened. Save it as JPEG or PNG in a photo program, and open that copy.
photo-notice-video = The file holds a short video. It is left out.
photo-notice-depth = The file holds a depth map, from which the picture's shapes can be told. It is left out.
