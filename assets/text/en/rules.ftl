### The rules in force, in plain words

rules-not-advice = The rules are the program’s own reading of public sources, not legal advice. Have them confirmed by the data protection officer.
rules-controller = Organisation: { $controller }
rules-files = Policy files in force (the strictest counts)
rules-source-machine = This computer
rules-source-registry = Group policy of this computer
rules-source-beside-program = Beside the program
rules-source-variable = Environment variable SLADD_POLICY
rules-source-argument = Argument --policy
rules-overruled = It is not used: another policy file in force is stricter.
rules-local = Local rules (stricter)
rules-local-none = None. Only the country’s rules hold.
rules-adopted = { $id }, version { $version }. Adopted by { $body } on { $day }, in force from { $from }.
rules-owner = Responsible: { $owner }
rules-contacts = Ask: { $consultant }; else { $mailbox }
rules-breach = In case of a breach: tell { $who }. The authority has to be told within 72 hours.
rules-review-by = To be reviewed by { $day }.
rules-review-due = The local rules are due for review by { $day }.
rules-review-late = The local rules were not reviewed in time. After { $day } nothing can be exported.
rules-review-expired = The local rules were to be reviewed by { $day }. Nothing can be exported until that is done.
rules-stricter = Stricter than the country’s rules
rules-min-signers = { $rule }: { $count ->
        [one] at least { $count } signature
       *[other] at least { $count } signatures
    }
rules-publication-days =
    { $days ->
        [one] A copy can be shown for { $days } day at most.
       *[other] A copy can be shown for { $days } days at most.
    }
rules-consent-years =
    { $years ->
        [one] A consent can be relied on for { $years } year at most after it was given or renewed.
       *[other] A consent can be relied on for { $years } years at most after it was given or renewed.
    }
rules-guardians-below = For children below the age of { $age } every guardian signs.
rules-channels-removed = Channels that are not used: { $list }
rules-bases-removed = Legal bases that are not used: { $list }
rules-checklist = To be looked for before each export: { $list }
rules-caption-words = Words that may not stand in a caption: { $list }
rules-margin = Margin around faces: at least { $percent } %
rules-threshold = Threshold for finding faces: { $threshold } at most
rules-independent = Consents are collected by somebody who takes no part in the treatment or care.
rules-written = All consents are in writing.
rules-second-person = A second person approves every picture.
rules-signature = Every record is signed with the key of this installation.
rules-sensitive-ward = The ward counts as sensitive: being seen there in itself tells about health.
rules-no-not-a-face = Nothing found can be called “Not a face”.
rules-dispensations = Dispensations and decisions
rules-decision = { $body } decided on { $day } that patients can be shown with consent and the manager’s approval.
rules-dispensation = { $id }: for { $rule } this holds instead: { $outcome }. Granted by { $authority } for { $scope }, valid through { $day }.
rules-dispensation-expired = { $id }: expired on { $day } and no longer used ({ $rule }, { $outcome }, { $authority }, { $scope }).
rules-rules = All rules
rules-hard = cannot be dispensed with
rules-class-public = public channels
rules-class-internal = internal channels
rules-class-private = an employee’s private account
rules-on-sensitive-ward = on a sensitive ward
rules-with-patient = a patient is visible in the same picture
rules-signed-by = signed by: { $who }
rules-guardian-one = one guardian has signed
rules-guardians-all = every guardian has signed
rules-child-heard = the child has been heard
rules-in-writing = in writing
rules-release = released from confidentiality
rules-bases = legal bases: { $list }
rules-kept = What is kept
rules-standing-read = read
rules-standing-secondary = not read itself, told by others
rules-standing-own = own caution, no law
rules-methods-removed = Ways of giving consent that are not used: { $list }
rules-retention = Years after a consent was given or renewed until something must be done: { $years }. { $what }
