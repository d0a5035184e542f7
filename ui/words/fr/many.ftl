# Plusieurs à la fois : choisir, voir ce que cela donnerait, et suivre.
many = Plusieurs à la fois
many-bar = Clients sélectionnés
many-selected = { $count ->
    [one] { $number } sélectionné
   *[other] { $number } sélectionnés
  }
many-all-selected = { $count ->
    [one] Le seul qui correspond est sélectionné
   *[other] Les { $number } qui correspondent sont sélectionnés
  }
many-clear = Effacer la sélection
many-all = Sélectionner les { $number } qui correspondent
many-range-too-long = Cette plage est trop longue. Cherchez ce qu’ils ont en commun, puis sélectionnez tout ce qui correspond.
key-pick = sélectionner
keys-pick = Sélectionner la ligne, ou ne plus la sélectionner
keys-pick-range = Sélectionner tout depuis la dernière ligne sélectionnée
keys-pick-all = Sélectionner tout ce qui correspond

many-do-activate = Activer…
many-do-suspend-access = Suspendre l’accès…
many-do-assign = Attribuer…
many-do-note = Écrire une note…
many-do-export = Exporter…

many-name-activate = Activer des achats
many-name-suspend-access = Suspendre l’accès aux comptes
many-name-assign = Attribuer à quelqu’un
many-name-note = Écrire une note à tous
many-name-export = Exporter ces clients

many-opening = Examen de chacun d’eux…
many-touches-activate = { $count ->
    [0] Personne ne serait activé
    [one] { $number } achat sera activé
   *[other] { $number } achats seront activés
  }
many-touches-suspend-access = { $count ->
    [0] Personne ne perdrait l’accès
    [one] { $number } client n’aura plus accès à son compte
   *[other] { $number } clients n’auront plus accès à leur compte
  }
many-touches-assign = { $count ->
    [0] Rien ne serait attribué
    [one] Les éléments de la boîte de { $number } client seront attribués
   *[other] Les éléments de la boîte de { $number } clients seront attribués
  }
many-touches-note = { $count ->
    [0] Personne ne recevrait la note
    [one] { $number } client recevra la note
   *[other] { $number } clients recevront la note
  }
many-touches-export = { $count ->
    [0] Personne ne serait écrit dans le fichier
    [one] { $number } client sera écrit dans un fichier CSV
   *[other] { $number } clients seront écrits dans un fichier CSV
  }
many-of-selected = { $count ->
    [one] sur le seul sélectionné
   *[other] sur { $number } sélectionnés
  }
many-and-more = { $count ->
    [one] { $names } et { $number } autre
   *[other] { $names } et { $number } autres
  }
many-per-month = Facturé chaque mois dès maintenant :
many-and-unpriced = { $count ->
    [one] et { $number } dont le prix n’est pas connu
   *[other] et { $number } dont le prix n’est pas connu
  }
many-unpriced = { $count ->
    [one] Ce qu’il paiera n’est pas connu ici.
   *[other] Ce que paieront ces { $number } n’est pas connu ici.
  }
many-billing = { $count ->
    [one] La facturation commence maintenant pour ce client.
   *[other] La facturation commence maintenant pour chacun de ces { $count } clients.
  }
many-trials = { $count ->
    [one] Un client commence par un essai gratuit et sera facturé quand l’essai se termine.
   *[other] { $count } commencent par un essai gratuit et seront facturés quand l’essai se termine.
  }
many-pay = { $count ->
    [one] L’un d’eux paie Microsoft, et perdrait l’accès quand même.
   *[other] { $count } d’entre eux paient Microsoft, et perdraient l’accès quand même.
  }
many-shut-out = Votre propre service est averti de chacun séparément. Ce qui est dans les comptes y reste. Microsoft n’est pas averti et continue de facturer.
many-ready = N’activez que ceux dont le service est prêt.

many-skipped = Laissés de côté
many-skip = { $number } laissés de côté : { $why }
many-skip-no-active-already = { $count ->
    [one] { $number } est déjà actif
   *[other] { $number } sont déjà actifs
  }
many-skip-no-cancelled = { $count ->
    [one] { $number } est résilié
   *[other] { $number } sont résiliés
  }
many-skip-no-not-pending = { $count ->
    [one] { $number } n’est pas un achat en attente ; pour Microsoft il est { $status }
   *[other] { $number } ne sont pas des achats en attente ; pour Microsoft ils sont { $status }
  }
many-skip-no-queued = { $count ->
    [one] { $number } a quelque chose qui attend d’être envoyé
   *[other] { $number } ont quelque chose qui attend d’être envoyé
  }
many-skip-many-unreadable = { $count ->
    [one] { $number } est illisible
   *[other] { $number } sont illisibles
  }
many-skip-many-unknown = { $count ->
    [one] { $number } n’est pas connu ici
   *[other] { $number } ne sont pas connus ici
  }
many-skip-many-missing = { $count ->
    [one] { $number } n’est plus dans la liste de Microsoft
   *[other] { $number } ne sont plus dans la liste de Microsoft
  }
many-skip-many-no-items = { $count ->
    [one] { $number } n’a rien à traiter dans la boîte
   *[other] { $number } n’ont rien à traiter dans la boîte
  }
many-skip-many-owned-already = { $count ->
    [one] { $number } est déjà à { $owner }
   *[other] { $number } sont déjà à { $owner }
  }
many-skip-no-access-suspended = { $count ->
    [one] { $number } n’a déjà plus accès
   *[other] { $number } n’ont déjà plus accès
  }
many-skip-no-access-closed = { $count ->
    [one] { $number } a un compte fermé
   *[other] { $number } ont un compte fermé
  }
many-skip-no-access-waiting = { $count ->
    [one] { $number } a un changement d’accès en route, ou qui vous attend
   *[other] { $number } ont un changement d’accès en route, ou qui vous attend
  }
many-skip-no-access-receiver = { $count ->
    [one] { $number } est d’une offre pour laquelle personne n’est averti : indiquez un récepteur dans Réglages, Accès au compte
   *[other] { $number } sont d’une offre pour laquelle personne n’est averti : indiquez un récepteur dans Réglages, Accès au compte
  }
many-skip-many-no-account = { $count ->
    [one] { $number } n’a jamais été activé, il n’a donc pas de compte
   *[other] { $number } n’ont jamais été activés, ils n’ont donc pas de compte
  }
many-no-account = Il n’a jamais été activé, il n’y a donc pas de compte dont on puisse suspendre l’accès.
many-unknown = Ce client n’est pas connu ici. Relisez la liste.
many-unreadable = Son dernier enregistrement est illisible, rien n’a donc été fait. Il est dans la boîte.
many-missing = Microsoft ne le liste plus, rien n’a donc été fait.
many-no-items = La boîte n’a rien sur lui.
many-owned-already = Tout ce que la boîte a sur lui est déjà à { $owner }.
many-nobody = Il ne reste personne à qui le faire. Sélectionnez-en d’autres.
many-too-many = C’est trop à la fois. Resserrez la recherche à { $most } clients au plus.
many-changed = Quelque chose a changé depuis, et d’autres seraient touchés. Regardez à nouveau, puis décidez.
many-no-text = La note est vide. Écrivez ce que chacun doit lire.
no-many-stop = C’était déjà arrêté.
no-many-go-on = C’est déjà en cours, ou il ne reste rien à commencer.
fault-many-gone = Ceci n’est plus connu ici. Regardez les plus récents.

many-owner = À qui
many-owner-why = Le nom que vos collègues connaissent. Vide, les éléments ne sont plus à personne.
many-text = Note
many-text-why = Elle est écrite sur l’élément de chaque client qui échoit le premier.
many-submit-activate = { $count ->
    [one] Activer { $count }
   *[other] Activer { $count }
  }
many-submit-suspend-access = { $count ->
    [one] Suspendre l’accès de { $count }
   *[other] Suspendre l’accès de { $count }
  }
many-submit-assign = Attribuer
many-submit-note = Écrire la note
many-submit-export = Écrire le fichier
many-leave = Ne rien faire
many-written = Écrit dans { $path }

many-title-activate = { $count ->
    [one] Activation de { $number } achat
   *[other] Activation de { $number } achats
  }
many-title-suspend-access = { $count ->
    [one] Suspension de l’accès de { $number } client
   *[other] Suspension de l’accès de { $number } clients
  }
many-title-assign = { $count ->
    [one] Attribution de { $number } client
   *[other] Attribution de { $number } clients
  }
many-title-note = { $count ->
    [one] Une note pour { $number } client
   *[other] Une note pour { $number } clients
  }
many-title-export = { $count ->
    [one] Export de { $number } client
   *[other] Export de { $number } clients
  }
many-title-unknown = { $count ->
    [one] Commencé par un programme plus récent, pour { $number } client
   *[other] Commencé par un programme plus récent, pour { $number } clients
  }
many-state-held = Commence dans un instant
many-state-going = En cours
many-state-stopped = Arrêté
many-state-over = Terminé
many-far = { $done } sur { $total }
many-report-by = { $who }, { $when }
many-may-close = Vous pouvez fermer. Cela continue tout seul, même après un redémarrage.
many-fates = Ce qu’ils sont devenus
many-fate-stuck = Demande quelqu’un
many-fate-refused = Refusé
many-fate-working = En route
many-fate-not-begun = Pas commencé
many-fate-withdrawn = Retiré
many-fate-already-so = Déjà ainsi
many-fate-effective = Fait
many-rows = Clients
many-leaf = { $from }–{ $until } sur { $total }
many-before = Les précédents
many-after = Les suivants
many-stop = Arrêter
many-stop-why = N’en commence plus, et retire ce qui n’est pas parti. Ce qui est parti continue.
many-go-on = Continuer
many-stopped = Arrêté. Ce qui était parti continue.
many-goes-on = Cela continue.
many-copy = Copier le rapport

palette-many-do = { $count ->
    [one] { $do } ({ $number } sélectionné)
   *[other] { $do } ({ $number } sélectionnés)
  }
palette-many-all = Sélectionner tout ce qui correspond
palette-many-latest = Montrer le dernier : { $what }
palette-also-many = plusieurs masse lot sélection
