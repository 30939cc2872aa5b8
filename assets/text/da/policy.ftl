### Why a face cannot be shown

policy-unk = Personen er ukendt. Slør ansigtet, eller vælg personens rolle.
policy-cap = Personen kan ikke selv samtykke, og pårørende kan ikke samtykke for en voksen. Slør ansigtet.
policy-pat-ong = En patient i behandling kan ikke vises på denne kanal – heller ikke med samtykke. Slør ansigtet.
policy-pat-int = En patient i behandling vises heller ikke internt. Slør ansigtet.
policy-pat = Efter norske regler skal ledelsen først beslutte, at patienter og borgere kan vises. Det er ikke sket. Slør ansigtet.
policy-care = En borger vises ikke på eksterne kanaler. Slør ansigtet, eller vælg kun interne kanaler.
policy-pat-min = Et barn i behandling eller pleje vises ikke. Slør ansigtet.
policy-sens = På dette afsnit røber alene tilstedeværelsen noget om helbredet. Slør ansigtet.
policy-no-rule = Ingen regel dækker dette tilfælde. Slør ansigtet.
policy-consent-missing = Der er intet registreret samtykke. Slør ansigtet, eller vælg et samtykke.
policy-consent-withdrawn = Samtykket er trukket tilbage. Slør ansigtet.
policy-consent-expired = Samtykket er udløbet. Slør ansigtet, eller forny samtykket.
policy-consent-not-yet = Samtykket gælder først fra en senere dato. Slør ansigtet, eller vent til da.
policy-consent-role = Samtykket er givet af en person med en anden rolle. Vælg det rigtige samtykke, eller slør ansigtet.
policy-consent-age = Samtykket er givet for en anden aldersgruppe. Vælg det rigtige samtykke, eller slør ansigtet.
policy-consent-purpose = Samtykket gælder ikke dette formål. Vælg et andet formål, eller slør ansigtet.
policy-consent-channel = Samtykket gælder ikke denne kanal. Fjern kanalen, eller slør ansigtet.
policy-consent-basis = Retsgrundlaget kan ikke bruges her. Indhent et samtykke, eller slør ansigtet.
policy-consent-signer = Der mangler en underskrift på samtykket. Indhent den, eller slør ansigtet.
policy-consent-child-heard = Det er ikke noteret, at barnet er hørt. Spørg barnet, eller slør ansigtet.
policy-consent-approval = Der mangler en ledergodkendelse. Indhent den, eller slør ansigtet.
policy-does-not-block = De indlæste regler er ikke til hinder for det.
