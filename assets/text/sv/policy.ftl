### Why a face cannot be shown

policy-unk = Personen är okänd. Maskera ansiktet eller välj personens roll.
policy-cap = Personen kan inte själv lämna samtycke, och en närstående kan inte samtycka för en vuxen. Maskera ansiktet.
policy-pat-ong = En patient under vård får enligt danska regler inte visas i den här kanalen – inte ens med samtycke. Maskera ansiktet.
policy-pat-int = En patient under vård visas enligt danska regler inte heller internt. Maskera ansiktet.
policy-pat = Enligt norska regler måste ledningen först besluta att patienter och brukare får visas. Det har inte skett. Maskera ansiktet.
policy-care = En brukare visas enligt danska regler inte i externa kanaler. Maskera ansiktet eller välj bara interna kanaler.
policy-pat-min = Ett barn i vård eller omsorg visas inte. Maskera ansiktet.
policy-sens = På den här avdelningen avslöjar bara närvaron något om hälsan. Maskera ansiktet.
policy-no-rule = Ingen regel täcker det här fallet. Maskera ansiktet.
policy-consent-missing = Det finns inget registrerat samtycke. Maskera ansiktet eller välj ett samtycke.
policy-consent-withdrawn = Samtycket har återkallats. Maskera ansiktet.
policy-consent-expired = Samtycket har gått ut. Maskera ansiktet eller förnya samtycket.
policy-consent-not-yet = Samtycket gäller först från ett senare datum. Maskera ansiktet eller vänta till dess.
policy-consent-role = Samtycket har lämnats av en person med en annan roll. Välj rätt samtycke eller maskera ansiktet.
policy-consent-age = Samtycket har lämnats för en annan åldersgrupp. Välj rätt samtycke eller maskera ansiktet.
policy-consent-purpose = Samtycket gäller inte det här ändamålet. Välj ett annat ändamål eller maskera ansiktet.
policy-consent-channel = Samtycket gäller inte den här kanalen. Ta bort kanalen eller maskera ansiktet.
policy-consent-basis = Den rättsliga grunden kan inte användas här. Inhämta ett samtycke eller maskera ansiktet.
policy-consent-signer = Det saknas en underskrift på samtycket. Inhämta den eller maskera ansiktet.
policy-consent-child-heard = Det är inte noterat att barnet har fått säga sin mening. Fråga barnet eller maskera ansiktet.
policy-consent-approval = Chefens beslut saknas. Inhämta det eller maskera ansiktet.
policy-does-not-block = De inlästa reglerna hindrar det inte.
