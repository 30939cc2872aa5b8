### Why a face cannot be shown

policy-unk = Personen er ukjent. Sladd ansiktet, eller velg personens rolle.
policy-cap = Personen kan ikke selv samtykke, og pårørende kan ikke samtykke for en voksen. Sladd ansiktet.
policy-pat-ong = En pasient i behandling kan ikke vises i denne kanalen etter danske regler – heller ikke med samtykke. Sladd ansiktet.
policy-pat-int = En pasient i behandling vises heller ikke internt etter danske regler. Sladd ansiktet.
policy-pat = Ledelsen har ikke bestemt at pasienter og brukere kan vises. Sladd ansiktet.
policy-care = En bruker av omsorgstjenester vises ikke i eksterne kanaler etter danske regler. Sladd ansiktet, eller velg bare interne kanaler.
policy-pat-min = Et barn som er pasient eller bruker, vises ikke. Sladd ansiktet.
policy-sens = På denne avdelingen røper bare det å være der noe om helsen. Sladd ansiktet.
policy-no-rule = Ingen regel dekker dette tilfellet. Sladd ansiktet.
policy-consent-missing = Det er ikke noe registrert samtykke. Sladd ansiktet, eller velg et samtykke.
policy-consent-withdrawn = Samtykket er trukket tilbake. Sladd ansiktet.
policy-consent-expired = Samtykket er utløpt. Sladd ansiktet, eller forny samtykket.
policy-consent-not-yet = Samtykket gjelder først fra en senere dato. Sladd ansiktet, eller vent til da.
policy-consent-role = Samtykket er gitt av en person med en annen rolle. Velg riktig samtykke, eller sladd ansiktet.
policy-consent-age = Samtykket er gitt for en annen aldersgruppe. Velg riktig samtykke, eller sladd ansiktet.
policy-consent-purpose = Samtykket gjelder ikke dette formålet. Velg et annet formål, eller sladd ansiktet.
policy-consent-channel = Samtykket gjelder ikke denne kanalen. Fjern kanalen, eller sladd ansiktet.
policy-consent-basis = Det rettslige grunnlaget kan ikke brukes her. Innhent et samtykke, eller sladd ansiktet.
policy-consent-signer = Det mangler en signatur på samtykket. Innhent den, eller sladd ansiktet.
policy-consent-child-heard = Det er ikke notert at barnet er hørt. Spør barnet, eller sladd ansiktet.
policy-consent-approval = Det mangler en ledergodkjenning. Innhent den, eller sladd ansiktet.
policy-does-not-block = Reglene som er lastet inn her, er ikke til hinder for det.
