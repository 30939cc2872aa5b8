### The command line

cli-faces-found = { $photo }: { $count ->
        [0] No faces were found. That does not mean there are none.
        [one] 1 face
       *[other] { $count } faces
    }{ $perhaps ->
        [0] {""}
       *[other] {" "}(perhaps faces: { $perhaps })
    }
cli-writing-found = { $photo }: { $count ->
        [0] No writing was found. That does not mean there is none.
        [one] 1 place with writing
       *[other] { $count } places with writing
    }{ $numbers ->
        [0] {""}
       *[other] {" "}(looks like a personal number: { $numbers })
    }
cli-codes-found = { $photo }: { $count ->
        [0] No codes were found. That does not mean there are none.
        [one] 1 code
       *[other] { $count } codes
    }
cli-people-found = In { $photo } there may be { $count ->
    [one] one person
   *[other] { $count } people
 } without a visible face.
cli-nothing-to-verify = No copy was found there, so none was checked. Name the folder in which the copies and their records lie.
cli-exported = { $photo } was exported and checked: { $output }
cli-controller-missing = The records do not say which organisation is the controller of the copies. It is told in the settings of the window, or in settings.toml in the folder of register and log.
cli-colour-without-solid = A colour was asked for, but only plain covers have one. Add --style solid, or leave --colour out.
cli-decisions-unreadable = The decisions file cannot be used: { $reason }. Correct it, and try again.
cli-decisions-other-file = The decisions are about another version of the photo. Review the photo again.
cli-withdrawn = { $consent } was withdrawn. Copies that relied on it: { $count }.
cli-output-unwritten = What was to be printed could not be written: { $reason }. Some of it is lost; make room, and run the command again.
cli-ledger-whole = The log is intact. Entries: { $count }.
cli-ledger-broken = The log was changed: { $reason }. Restore a backup, and tell the data protection officer.
cli-ledger-restored = The log goes on from the backup, and says so from now on. Entry { $number }, which was seen here before, is gone. Enter again what was withdrawn since the backup.
cli-ledger-restored-unread = The log goes on without what was kept in { $file }, and says so from now on. Nobody can tell whether something is missing: look through what was withdrawn lately, and enter it again where it is not there.
cli-ledger-nothing-missing = Nothing that was seen here before is missing. Nothing was written.
cli-ledger-not-remembered = The end of the log could not be remembered outside the folder of register and log, so an older backup would not be noticed. Check that your profile folder and, where one is set, heads_folder can be written.
cli-heads-unconfirmed = heads_folder in settings.toml leads over the network or a link, to { $folder }, and was not used: whoever can write to the folder of register and log can write that too. If it is right, name the same folder in the environment variable SLADD_HEADS, or ask IT.
cli-outcome-consent = consent
cli-outcome-approval = consent and approval
cli-outcome-hide = redacted
cli-engine-embedded = Engine: { $engine }, embedded. No usable ONNX Runtime library in lib/ beside the program or at SLADD_ONNXRUNTIME.
cli-engine-native = Engine: { $engine }, from a library beside the program.
cli-library-known = Library: SHA-256 { $sha256 }, known: ONNX Runtime as it is published for { $platform }.
cli-library-unknown = Library: SHA-256 { $sha256 }, not one we know. It has found the known faces, but ask who put it there.
cli-verify-ok = Copy, record and register agree.
cli-verify-metadata-found = The file holds more than the picture. Export it again.
cli-verify-changed = Changed since export. Export the photo again.
cli-verify-sidecar-changed = The record was changed since export, or what lies there is none. Export the photo again.
cli-verify-no-sidecar = There is no record beside the copy. Put it back, or export the photo again.
cli-verify-consent-withdrawn = A consent was withdrawn. Take the copy down.
cli-verify-consent-expired = A consent has expired. Take the copy down, or renew the consent.
cli-verify-not-reviewed = Nobody has confirmed having looked at the whole picture. Look through it, and export the photo again.
cli-verify-ok-signed = Copy and record agree with each other, and a key that was named here has signed the record. No register was asked, so whether a consent was withdrawn cannot be seen here.
cli-verify-unasked = Copy and record agree with each other; no register was asked, so it cannot be proved here that this record was made by Sladd. Check it where the register is (--data), or ask the organisation named in the record.
cli-verify-unknown-record = The register does not know this record, and it was not made with this register’s key: it is another organisation’s, or forged. Do not show the copy before the organisation named in the record has checked it.
cli-verify-lost-record = The record was made here, but the log has lost it: probably an old backup was restored, or the log was cut. Take the register from a newer backup, and keep the copy down until then.
cli-verify-untagged-record = The register does not know this record. An older version of Sladd made it, which left no mark of its register, so it cannot be said where. Do not show the copy before it is found in a register.
cli-clock-flag = Or state with --clock-is-right that the clock is right; that is noted in the log.
cli-clock-confirmed = It is noted in the log that this computer’s clock is right.
cli-event = { $event }, { $day }: { $consents } consents, relied on { $uses } times
cli-event-erased = The event was erased: { $event }.
