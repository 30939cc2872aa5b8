### Writing and checking copies

export-encode = The copy could not be saved in this format. Choose another format.
export-not-a-folder = The folder does not exist. Choose another folder.
export-disk-full = The disk is full, so no copy was saved. Free some space, or choose another folder.
export-not-writable = The folder cannot be written to. Choose another folder, or ask for access.
export-exists = A file of that name already exists. It was not overwritten. Try again.
export-target-is-source = The copy would overwrite the original. Choose another folder.
export-check-failed = The copy was read back and did not match what you decided. It has been deleted. Try again, or choose another folder.
export-face-visible = The program still finds a face at a cover in the finished copy, so the copy was deleted. Make the cover large enough for the whole face, and try again.
export-face-visible-covered = The program still finds a face at a cover in the finished copy, so the copy was deleted. The place is covered now. Look at it, look through the whole picture again, and save the copy.
export-io = The copy could not be saved. Check the folder or the connection to the drive, and try again.
export-not-noted = Before a copy is saved, that is noted in the folder of register and log, and this was not possible: { $folder }. No copy was saved. Ask whoever looks after the folder for access, and see whether the disk is full.
export-undecided = You have not decided this face.
export-not-reviewed = Nobody has confirmed having looked at the whole picture. Look through it, and confirm.
export-missing-controller = Say which organisation is the controller of the copies. Not told yet: { $what }.
export-missing-folder = Say in which folder the copy is to be saved.
export-record = The record could not be saved, so no copy was saved. Try again.
export-interrupted-removed = An earlier export was cut off. What it had left unfinished in { $folder } is removed. Files: { $count }.
