### Why a face cannot be shown

policy-unk = Personen er ukendt. Slør ansigtet, eller angiv hvem det er.
policy-cap = Personen kan ikke selv samtykke, og pårørende kan ikke samtykke for en voksen. Slør ansigtet.
policy-pat-ong = En patient i behandling kan ikke vises på denne kanal – heller ikke med samtykke. Slør ansigtet.
policy-pat-int = En patient i behandling vises heller ikke internt. Slør ansigtet.
policy-pat = Ledelsen har ikke besluttet, at patienter og borgere kan vises efter norske regler. Slør ansigtet.
policy-care = En borger i pleje vises ikke på offentlige kanaler. Slør ansigtet, eller vælg kun interne kanaler.
policy-pat-min = Et barn i behandling eller pleje vises ikke. Slør ansigtet.
policy-sens = På dette afsnit fortæller det noget om helbredet at blive set. Slør ansigtet.
policy-no-rule = Ingen regel dækker dette tilfælde. Slør ansigtet.
policy-consent-missing = Der er intet registreret samtykke. Slør ansigtet, eller vælg et samtykke.
policy-consent-withdrawn = Samtykket er trukket tilbage. Slør ansigtet.
policy-consent-expired = Samtykket er udløbet. Slør ansigtet, eller forny samtykket.
policy-consent-not-yet = Samtykket gælder først fra en senere dato. Slør ansigtet, eller vent.
policy-consent-role = Samtykket er givet af en person med en anden rolle. Vælg det rigtige samtykke, eller slør ansigtet.
policy-consent-age = Samtykket er givet for en anden aldersgruppe. Vælg det rigtige samtykke, eller slør ansigtet.
policy-consent-purpose = Samtykket gælder ikke dette formål. Vælg et andet formål, eller slør ansigtet.
policy-consent-channel = Samtykket gælder ikke denne kanal. Fjern kanalen, eller slør ansigtet.
policy-consent-basis = Grundlaget kan ikke bruges her. Indhent et samtykke, eller slør ansigtet.
policy-consent-signer = Der mangler en underskrift på samtykket. Indhent den, eller slør ansigtet.
policy-consent-child-heard = Det er ikke noteret, at barnet er hørt. Spørg barnet, eller slør ansigtet.
policy-consent-approval = Der mangler en ledergodkendelse. Indhent den, eller slør ansigtet.
policy-does-not-block = De indlæste regler forhindrer det ikke.
