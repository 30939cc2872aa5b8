### Folders, and what was left out of them

folders-left-out =
    { $count ->
        [one] { $count } other file or folder was left out: it is hidden, or not a photo.
       *[other] { $count } other files or folders were left out: they are hidden, or not photos.
    }
folders-links =
    { $count ->
        [one] { $count } link was left out. Choose the photo or folder that it leads to:
       *[other] { $count } links were left out. Choose the photos or folders that they lead to:
    }
folders-placeholders =
    { $count ->
        [one] { $count } photo is not on this computer and was not fetched.
       *[other] { $count } photos are not on this computer and were not fetched.
    }
folders-more = … and { $count } more
folders-unreadable = { $path } cannot be read, and what it holds was not looked at. Check that you have access to it.
folders-loop = { $path } is a link that leads back to itself, so it was not followed. Remove it, or choose the folder that you mean.
folders-dangling = { $path } is a link to something that is not there any more. Remove it, or choose the file that you mean.
folders-not-here = { $path } is not on this computer and was not looked at. Fetch it in the file manager, and try again.
folders-state = Not on this computer
folders-fetch-explain = This photo is not on this computer; only its name is. When it is opened, it is fetched from where it is kept. Until then Sladd does not look for faces in it.
folders-fetch = Fetch and open
folders-fetch-all = Fetch and open all { $count }
file-not-there = it is not there
file-not-regular = it is not a file but a folder, a pipe or a device
file-too-large = it is too large ({ $actual } bytes, at most { $limit })
file-not-text = it is not text in UTF-8
