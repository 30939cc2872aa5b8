### Why a face cannot be shown

policy-unk = Personen är okänd. Maskera ansiktet eller ange vem det är.
policy-cap = Personen kan inte själv samtycka, och en anhörig kan inte samtycka för en vuxen. Maskera ansiktet.
policy-pat-ong = En patient under vård får enligt danska regler inte visas i den här kanalen – inte ens med samtycke. Maskera ansiktet.
policy-pat-int = En patient under vård visas enligt danska regler inte heller internt. Maskera ansiktet.
policy-pat = Ledningen har inte beslutat att patienter och brukare får visas enligt norska regler. Maskera ansiktet.
policy-care = En brukare visas enligt danska regler inte i offentliga kanaler. Maskera ansiktet eller välj bara interna kanaler.
policy-pat-min = Ett barn i vård eller omsorg visas inte. Maskera ansiktet.
policy-sens = På den här avdelningen avslöjar det något om hälsan att synas. Maskera ansiktet.
policy-no-rule = Ingen regel täcker det här fallet. Maskera ansiktet.
policy-consent-missing = Det finns inget registrerat samtycke. Maskera ansiktet eller välj ett samtycke.
policy-consent-withdrawn = Samtycket har återkallats. Maskera ansiktet.
policy-consent-expired = Samtycket har gått ut. Maskera ansiktet eller förnya samtycket.
policy-consent-not-yet = Samtycket gäller först från ett senare datum. Maskera ansiktet eller vänta.
policy-consent-role = Samtycket har lämnats av en person med en annan roll. Välj rätt samtycke eller maskera ansiktet.
policy-consent-age = Samtycket har lämnats för en annan åldersgrupp. Välj rätt samtycke eller maskera ansiktet.
policy-consent-purpose = Samtycket gäller inte det här ändamålet. Välj ett annat ändamål eller maskera ansiktet.
policy-consent-channel = Samtycket gäller inte den här kanalen. Ta bort kanalen eller maskera ansiktet.
policy-consent-basis = Grunden kan inte användas här. Inhämta ett samtycke eller maskera ansiktet.
policy-consent-signer = Det saknas en underskrift på samtycket. Inhämta den eller maskera ansiktet.
policy-consent-child-heard = Det är inte noterat att barnet har fått säga sin mening. Fråga barnet eller maskera ansiktet.
policy-consent-approval = Chefens beslut saknas. Inhämta det eller maskera ansiktet.
policy-does-not-block = De regler som är inlästa hindrar det inte.
