### What a file says about people besides the picture

metadata-category-hidden-image = Hidden picture
metadata-category-location = Location
metadata-category-person = Person
metadata-category-device = Camera or phone
metadata-category-time = Time
metadata-category-text = Text
metadata-category-software = Software
metadata-category-other = Other
metadata-hidden-pictures = Hidden pictures in the file: { $count }
metadata-hidden-why = Programs keep small versions of a photo in its file. They may still show a face that is covered in the photo. None of them gets into the copy.
metadata-after-end = After the end of the picture: { $bytes } bytes
metadata-bytes = { $bytes } bytes
metadata-hidden-unreadable = A hidden picture that cannot be shown
