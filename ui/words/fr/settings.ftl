settings-look = Langue et apparence
settings-lists = Listes
settings-hide-cancelled = Masquer d’abord les abonnements annulés
settings-hide-cancelled-why = Microsoft garde les abonnements annulés pour toujours. Chaque liste peut encore les montrer d’un clic.
settings-ending = Fin des abonnements
settings-may-cancel = Permettre de résilier depuis cette console
settings-may-cancel-why = Une résiliation est irréversible. Désactivez-la là où personne ne doit le faire par erreur.
settings-version = Marketdesk { $version }
connection-current = utilisée
connection-use = Utiliser celle-ci
connection-renew = Nouvel identifiant
connection-credential = Se connecte avec
credential-secret = un secret client
credential-certificate = un certificat
credential-expires = { $count ->
    [0] expire aujourd’hui
    [one] expire le { $day }, dans { $count } jour
   *[other] expire le { $day }, dans { $count } jours
  }
credential-expired = expiré le { $day }
