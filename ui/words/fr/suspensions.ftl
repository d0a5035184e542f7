suspensions = Suspensions
suspension-stage-suspended = Suspendus
suspension-stage-contacted = Contactés
suspension-stage-promised = Promis
suspension-stage-reinstated = Rétablis
suspension-stage-lost = Perdus
suspension-is-suspended = Suspendu
suspension-is-contacted = Contacté
suspension-is-promised = Promis
suspension-is-reinstated = Rétabli
suspension-is-lost = Perdu
suspension-hint-suspended = écrire à l’acheteur
suspension-hint-contacted = attendre, puis appeler
suspension-hint-promised = guetter le paiement
suspension-hint-reinstated = revenus ces 30 derniers jours
suspension-hint-lost = ces 30 derniers jours

suspension-next-to-go = Prochain départ :
suspension-next-when = , vers le { $day }. Si personne ne paie, Microsoft l’annule.
suspension-next-overdue = . Ses 30 jours sont passés ; les données de Microsoft ne disent pas encore ce qu’il en est.
suspension-at-risk = En jeu par mois
suspension-and-unpriced = + { $total } sans prix connu
suspension-only-unpriced = { $count ->
    [one] aucun prix connu
   *[other] aucun prix connu
  }
suspension-export-why = Tout le tableau dans un fichier CSV
suspension-reading = Lecture…
suspension-estimates = « est. » : compté depuis que nous l’avons vu. Microsoft ne dit pas quand les 30 jours commencent.
suspension-key-stage = étape
suspension-key-move = déplacer
suspension-key-promise = noter une promesse
suspension-empty = Personne n’est suspendu
suspension-empty-why = Les clients dont un paiement manque arrivent ici tout seuls et restent 30 jours après avoir payé ou être partis.
suspension-empty-never = Les clients suspendus arriveront une fois la liste de Microsoft lue.

suspension-left = { $count ->
    [0] dernier jour
   *[other] { $days } j restants
  }
suspension-overdue = 30 jours passés
suspension-ended = { $count ->
   *[other] { $day }, jour { $days }
  }
suspension-estimate = est.
suspension-unpriced = prix inconnu
suspension-unpriced-why = Inconnu : ni Microsoft ni votre liste de prix ne le donnent dans une seule devise.
suspension-own-price = selon votre liste de prix
suspension-next = Ensuite : { $step }
suspension-said = Promis : { $step }
suspension-next-none = Personne n’a encore écrit
suspension-next-nothing = Aucune suite prévue
suspension-seen = Vu le { $day }, personne n’a encore écrit
suspension-told = Annoncé le { $day }, personne n’a encore écrit
suspension-after = Après : { $step }
suspension-after-nothing = Rien n’était prévu
suspension-reminder-due = rappel échu

suspension-year = Revenus et perdus, 12 derniers mois
suspension-recovered-count = { $count ->
    [one] { $total } revenu
   *[other] { $total } revenus
  }
suspension-lost-count = { $count ->
    [one] { $total } perdu
   *[other] { $total } perdus
  }
suspension-month = Mois
suspension-recovered = Revenus
suspension-month-unknown = personne ne veillait
suspension-observed-count = { $count ->
    [one] { $count } vu seulement entre deux lectures
   *[other] { $count } vus seulement entre deux lectures
  }
suspension-observed = Certains n’ont été vus qu’entre deux lectures ; le mois est celui de la lecture.

suspension-how-far = Où nous en sommes
suspension-what-next = La suite
suspension-what-said = Ce qui a été promis
suspension-remind = Me le rappeler le matin du
suspension-remind-on = rappel le { $day }
suspension-remind-why = D’ici là, il n’apparaît pas parmi les éléments à traiter ; ensuite, il y revient.
suspension-owner = Responsable
suspension-save = Garder
suspension-planned = { $customer } : gardé.
suspension-steps = Ce qui était prévu
suspension-open-customer = Ouvrir le client
suspension-open-item = Voir parmi les éléments à traiter
suspension-fact-plan = Forfait
suspension-fact-since = Suspendu
suspension-fact-ends = Annulé
suspension-fact-money = Par mois
suspension-about = vers le { $day }
suspension-by-sight = quand nous l’avons vu
suspension-by-microsoft = selon Microsoft
