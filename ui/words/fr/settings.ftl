settings-look = Langue et apparence
settings-lists = Listes
settings-hide-cancelled = Masquer d’abord les abonnements annulés
settings-hide-cancelled-why = Microsoft garde les abonnements annulés pour toujours. Chaque liste peut encore les montrer d’un clic.
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
