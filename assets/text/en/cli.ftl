### The command line

cli-faces-found = { $photo }: { $count ->
        [0] No faces were found. That does not mean there are none.
        [one] 1 face
       *[other] { $count } faces
    }
cli-exported = { $photo } was exported and checked: { $output }
cli-controller-missing = The records do not say who is the controller of the copies. It is told in the settings of the window, or in settings.toml of the data folder.
cli-decisions-unreadable = The decisions file cannot be used: { $reason }. Correct it, and try again.
cli-decisions-other-file = The decisions are about another version of the photo. Review the photo again.
cli-withdrawn = { $consent } was withdrawn. Copies that relied on it: { $count }.
cli-output-unwritten = What was to be printed could not be written: { $reason }. Some of it is lost; make room, and run the command again.
cli-ledger-whole = The log is intact. Entries: { $count }.
cli-ledger-broken = The log was changed: { $reason }. Restore a backup, and tell the data protection officer.
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
cli-verify-sidecar-changed = The record was changed since export. Export the photo again.
cli-verify-no-sidecar = There is no record beside the copy. Put it back, or export the photo again.
cli-verify-consent-withdrawn = A consent was withdrawn. Take the copy down.
cli-verify-consent-expired = A consent has expired. Take the copy down, or renew the consent.
cli-verify-not-reviewed = Nobody has confirmed having looked at the whole picture. Look through it, and export the photo again.
