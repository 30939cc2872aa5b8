### Why a face cannot be shown

policy-unk = The person is unknown. Redact the face, or choose the person's role.
policy-cap = The person cannot consent, and a relative cannot consent for an adult. Redact the face.
policy-pat-ong = A patient in treatment cannot be shown in this channel, even with consent. Redact the face.
policy-pat-int = A patient in treatment is not shown internally either. Redact the face.
policy-pat = Management has not decided that patients and care recipients may be shown. Redact the face.
policy-care = A care recipient is not shown in public channels. Redact the face, or choose internal channels only.
policy-pat-min = A child in treatment or care is not shown. Redact the face.
policy-sens = On this ward, merely being there tells about a person's health. Redact the face.
policy-no-rule = No rule covers this case. Redact the face.
policy-consent-missing = There is no recorded consent. Redact the face, or choose a consent.
policy-consent-withdrawn = The consent was withdrawn. Redact the face.
policy-consent-expired = The consent has expired. Redact the face, or renew the consent.
policy-consent-not-yet = The consent begins on a later day. Redact the face, or wait until then.
policy-consent-role = The consent was given by a person in another role. Choose the right consent, or redact the face.
policy-consent-age = The consent was given for another age band. Choose the right consent, or redact the face.
policy-consent-purpose = The consent does not cover this purpose. Choose another purpose, or redact the face.
policy-consent-channel = The consent does not cover this channel. Remove the channel, or redact the face.
policy-consent-basis = The legal basis cannot be used here. Collect a consent, or redact the face.
policy-consent-signer = A signature is missing on the consent. Collect it, or redact the face.
policy-consent-child-heard = It is not noted that the child has been heard. Ask the child, or redact the face.
policy-consent-approval = An approval by the manager is missing. Obtain it, or redact the face.
policy-does-not-block = The rules loaded here do not block this.
