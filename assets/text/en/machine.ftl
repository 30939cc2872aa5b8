### What the organisation's IT has set for a computer

machine-set = Set by your organisation; it cannot be changed here.
machine-set-where = Set in { $place }. Ask IT to change it.
machine-set-by = Set by the organisation for this computer in { $place }
machine-nothing-set = The organisation has set nothing for this computer.

machine-key-policy-file = Policy file
machine-key-data-folder = Folder of register and log
machine-key-export-folder = Folder for copies
machine-key-language = Language
machine-key-country = Country whose rules apply
machine-key-looks = Looks of covers that may be chosen
machine-key-renderer = What draws the window
machine-key-engine = What looks for faces
machine-key-skip-first-page = Leave the first page out

machine-fault-unreadable = What your organisation has set for this computer cannot be read in { $place }: { $reason }. Sladd does not start without it. Tell IT.
machine-fault-unknown = { $place } sets “{ $key }”, which this version of Sladd does not know. Sladd does not start, because something else may be meant. Tell IT: correct the name, or update Sladd.
machine-fault-value = { $place } sets { $key } to “{ $value }”, which is not possible. Possible: { $expected }. Sladd does not start. Tell IT.
machine-fault-path = { $place } sets { $key } to “{ $value }”, which is no whole path as plain text. Sladd does not start. Tell IT: the path must begin with a drive, a share or /, and hold no variables.
machine-fault-overridden = Your organisation has set { $key } to “{ $value }” for this computer ({ $place }), and { $asked } asks for something else. Nothing was done. Leave { $asked } out, or ask IT.

machine-window-silent = A Sladd window is already open and does not answer. Nothing was opened. Close that window, and start again.
machine-other-rules-open = A Sladd window is already open under other rules. Nothing was opened. Close that window, and start again.
machine-no-such-renderer = Nothing here draws windows by “{ $renderer }”. Start with --renderer auto. The command line does the same work:
