# L’accès aux comptes des clients dans le service de l’éditeur, et les récepteurs qui en sont avertis.

account-access = Accès au compte
access-is = Accès
access-open = Ouvert
access-suspended = Suspendu
access-closed = Fermé
access-unknown = Inconnu
access-word = votre service dit « { $word } »
access-since = depuis { $time }
access-since-by = depuis { $time }, par { $actor }
access-beside = État chez Microsoft
access-why = L’accès dépend de vous, dans votre propre service. L’état de Microsoft lui appartient et un éditeur ne peut pas le fixer.
access-suspend = Suspendre l’accès…
access-reinstate = Rendre l’accès…
access-close = Fermer le compte…
access-ask = Interroger le service
access-asking = Interrogation…
access-asked-now = Le service a été interrogé
access-history = Ce qu’on en sait
access-history-empty = Rien n’a encore été envoyé ni demandé au sujet de ce compte.
access-hook-id = Événement
access-dialog-suspend = Suspendre l’accès de { $customer }
access-dialog-reinstate = Rendre l’accès à { $customer }
access-dialog-close = Fermer le compte de { $customer }
access-dialog-suspend-why = Votre service est averti de ne plus laisser entrer le client. Le contenu du compte reste. Microsoft n’est pas averti et continue de facturer.
access-dialog-reinstate-why = Votre service est averti de laisser de nouveau entrer le client.
access-dialog-close-why = Votre service est averti de fermer le compte pour de bon. Ce qu’il fait alors des données du client dépend de vous ; Microsoft veut qu’elles soient gardées au moins 7 jours après la fin de l’abonnement.
access-reason-hint = Votre service l’apprend aussi.
access-confirm-suspend = Suspendre l’accès
access-confirm-reinstate = Rendre l’accès
access-confirm-close = Fermer le compte
access-no-account = Votre service ne connaît pas ce compte. S’il devait le connaître, avertissez-le en rendant l’accès.
access-unreadable = Votre service a répondu { $status }, sans dire quel est l’accès. Il devrait répondre 200 et {"{"}"access": "open"{"}"}, ou suspended, ou closed.
access-not-now = Votre service n’a pas pu le dire : { $why ->
    [unreachable] personne ne répond à son adresse.
    [timed-out] il a mis trop de temps.
    [lost] la connexion s’est rompue.
   *[other] il a répondu { $why }.
  } Redemandez dans un moment.
access-step-sent = { $action ->
    [activate] Votre service a ouvert le compte
    [suspend] Votre service a suspendu l’accès
    [reinstate] Votre service a rendu l’accès
    [close] Votre service a fermé le compte
    [plan-changed] Votre service a été averti du forfait
    [seats-changed] Votre service a été averti des postes
   *[other] Votre service a été averti : { $action }
  }
access-step-told = { $action ->
    [activate] Le relais a fait ouvrir le compte
    [suspend] Le relais a fait suspendre l’accès
    [reinstate] Le relais a fait rendre l’accès
    [close] Le relais a fait fermer le compte
    [plan-changed] Le relais a averti du forfait
    [seats-changed] Le relais a averti des postes
   *[other] Le relais a averti : { $action }
  }
access-step-asked = { $access ->
    [open] Votre service a dit : ouvert
    [suspended] Votre service a dit : suspendu
    [closed] Votre service a dit : fermé
   *[other] Votre service a dit : { $access }
  }
access-step-doubted = Retiré alors que c’était peut-être arrivé ; interrogez le service
board-access = { $access ->
    [open] accès ouvert
    [suspended] accès suspendu
    [closed] compte fermé
   *[unknown] accès inconnu
  }
board-access-waits = { $access ->
    [open] accès ouvert, un changement est en route
    [suspended] accès suspendu, un changement est en route
    [closed] compte fermé, un changement est en route
   *[unknown] accès inconnu, un changement est en route
  }

no-access-receiver = Il n’y a personne à avertir : indiquez un récepteur dans Réglages, Accès au compte.
no-access-waiting = Un changement de l’accès est déjà en route, ou vous attend. Réglez d’abord celui-là.
no-access-suspended = L’accès est déjà suspendu.
no-access-open = L’accès est déjà ouvert.
no-access-closed = Le compte est fermé.
no-access-reason = Dites d’abord pourquoi. Votre service l’apprend, et l’historique le garde.

what-account-activate = ouvrir le compte
what-account-suspend = suspendre l’accès
what-account-reinstate = rendre l’accès
what-account-close = fermer le compte
what-account-plan-changed = avertir le service du forfait
what-account-seats-changed = avertir le service des postes
what-access-open-though-suspended = ne paie pas, et a toujours accès
what-access-shut-though-subscribed = paie, et n’a pas accès
what-access-open-though-ended = parti depuis une semaine, et a toujours accès
why-hook = Votre propre service ne l’a pas accepté, et ce n’est plus essayé tout seul. Lisez ce qu’il a dit, puis renvoyez-le ou retirez-le.
why-access-open-though-suspended = Microsoft a suspendu l’abonnement, et le client entre toujours dans le compte. Suspendez l’accès, ou prenez-en acte pour le laisser ouvert.
why-access-shut-though-subscribed = Le client paie Microsoft et n’entre pas dans le compte. Rendez l’accès maintenant, ou prenez-en acte s’il y a une autre raison.
why-access-open-though-ended = L’abonnement a pris fin il y a plus de 7 jours, et le client entre toujours dans le compte. Fermez le compte, ou prenez-en acte pour le laisser ouvert.

intent-queued-receiver = Votre propre service n’a pas encore de récepteur pour cela, ou il n’est pas joint. Cela partira tout seul dès qu’il y en aura un.
intent-queued-receiver-again = { $count ->
    [one] Votre propre service ne l’a pas encore accepté ({ $count } essai). C’est renvoyé tout seul, comme le même événement.
   *[other] Votre propre service ne l’a pas encore accepté ({ $count } essais). C’est renvoyé tout seul, comme le même événement.
  }
intent-sending-receiver = C’est en route vers votre propre service.
intent-done-receiver = Votre propre service l’a accepté.
intent-refused-receiver = Votre propre service l’a refusé : { $message }
intent-not-taken = Votre propre service ne l’a pas accepté depuis des jours. Vérifiez qu’il marche, testez-le dans Réglages, puis renvoyez ceci.
intent-withdrawn-receiver = Retiré après un essai : votre propre service l’a peut-être accepté quand même. Interrogez-le.
did-sent-receiver = Envoyé à votre propre service
did-done-receiver = Votre propre service l’a accepté
did-lost-receiver = Le programme s’est arrêté pendant l’envoi ; c’est renvoyé comme le même événement
did-waits-receiver = Pas encore accepté ; renvoyé plus tard
did-waits-receiver-because = Pas encore accepté : { $why ->
    [unreachable] personne ne répond à son adresse
    [timed-out] il a mis trop de temps
    [lost] la connexion s’est rompue
   *[other] il a répondu { $why }
  }

receiver-why = Quand un achat est activé ici, et quand l’accès est suspendu, rendu ou fermé, votre propre service en est averti par un événement signé. Le README montre un récepteur en trente lignes.
receiver-every = Pour toutes les offres
receiver-offer = Pour { $offer }
receiver-address = Adresse du récepteur
receiver-address-hint = https, ou cet ordinateur lui-même. Les événements y sont envoyés par POST.
receiver-status = Adresse à interroger (peut rester vide)
receiver-status-hint = Répond à un GET par l’accès d’un compte, pour qu’il puisse être relu.
receiver-keep = Garder
receiver-keeping = Enregistrement…
receiver-kept = Le récepteur est gardé
receiver-add-offer = Un récepteur à part pour
receiver-add = Ajouter
receiver-test = Envoyer un test
receiver-testing = Envoi…
receiver-rotate = Nouveau secret
receiver-remove = Enlever
receiver-removed = Le récepteur est enlevé
receiver-name = Les événements nomment cet éditeur
receiver-secret = Le secret de ce récepteur
receiver-secret-why = Il n’est montré que cette fois. Donnez-le à votre service ; ici il est gardé dans le coffre de cet ordinateur.
receiver-secret-copy = Copier le secret
receiver-secret-seen = Je l’ai
receiver-old-until = Le secret précédent signe aussi, jusqu’au { $time }.
receiver-address-unusable = Ce n’est pas une adresse. Elle ressemble à https://service.example.com/hooks.
receiver-address-insecure = En http, n’importe qui en chemin pourrait lire ce qui est envoyé. Utilisez https ; http n’est que pour cet ordinateur lui-même.
receiver-secret-lost = Le secret de ce récepteur n’est plus dans le coffre ; rien ne peut être envoyé. Créez-en un nouveau et donnez-le à votre service.
receiver-took = Il a accepté le test et répondu { $status }. La signature a été faite avec le secret de ce récepteur.
receiver-elsewhere = Il a répondu { $status } et renvoie à une autre adresse. Les événements vont à l’adresse indiquée et nulle part ailleurs : indiquez l’autre.
receiver-disbelieves = Il a répondu { $status } : il ne croit pas la signature. Comparez le secret, et son horloge avec celle de cet ordinateur.
receiver-nobody = Il a répondu { $status } : rien ne reçoit d’événements à cette adresse. Vérifiez le chemin.
receiver-no-post = Il a répondu { $status } : il n’accepte pas de POST à cette adresse. Vérifiez le chemin et la méthode.
receiver-refuses = Il a répondu { $status } et refuse le test. Ses mots sont ci-dessous.
receiver-unreachable = Personne ne répond à cette adresse. Vérifiez le nom et le port, et que le service marche.
receiver-slow = Il a mis plus de 20 secondes. Répondez d’abord, travaillez ensuite.
receiver-hangs-up = La connexion s’est rompue avant toute réponse. Regardez le journal du service.
receiver-troubled = Il a répondu { $status } : le service lui-même a un problème. De vrais événements seraient renvoyés tout seuls.

kind-access = Accès
due-of-access = à trancher
action-see-access = Accès au compte
tab-access = Accès au compte
toast-sent-receiver = { $what } pour { $customer } : envoyé à votre propre service.
call-webhook = Événement
call-status = Réponse

# Ce qui est bloqué au relais.
what-account-ruled = { $action ->
    [activate] ouvrir le compte, selon les règles du relais
    [suspend] suspendre l’accès, selon les règles du relais
    [reinstate] rendre l’accès, selon les règles du relais
    [close] fermer le compte, selon les règles du relais
    [plan-changed] avertir le service du forfait, selon les règles du relais
    [seats-changed] avertir le service des postes, selon les règles du relais
   *[other] { $action }, selon les règles du relais
  }
why-stuck = { $why ->
    [refused] Votre propre service l’a refusé au relais : { $message }
    [not-taken] Votre propre service ne l’accepte plus du relais depuis des jours. Vérifiez qu’il marche.
    [unknown] Microsoft ne connaît plus cet abonnement, le relais ne l’a donc pas envoyé.
    [not-confirmed] Après un jour, les données de Microsoft ne montrent toujours pas ce qui était annoncé, le relais ne l’a donc pas envoyé.
    [not-so] Votre propre service l’a accepté, et dit que l’accès est « { $message } ».
   *[no-proof] Votre propre service l’a accepté, et ne peut pas dire quel est l’accès.
  }
why-stuck-next = Le relais ne le réessaie pas tout seul. Réglez la cause, puis réessayez ; ce n’est envoyé que si les données de Microsoft le demandent encore. Ou abandonnez-le.
why-stuck-trying = { $who } l’a fait réessayer ; le relais s’en occupe.
no-stuck-trying = { $who } l’a déjà fait réessayer.
no-stuck-over = Ceci est déjà terminé.
no-relay-offline = Seul le relais peut le faire, et il ne répond pas. Il est réessayé tout seul.
no-relay-too-old = Le relais est trop ancien pour cela. Demandez à qui s’en occupe de le mettre à jour.
no-relay-other-version = Le relais et la console sont de versions différentes. Mettez à jour le plus ancien des deux.
no-drop-reason = Dites d’abord pourquoi. Chaque poste l’apprend, et l’historique le garde.
settled-stuck-sent = Votre propre service l’a maintenant
settled-stuck-superseded = Quelque chose de plus récent a pris sa place
settled-stuck-not-so = Ce n’est plus demandé, ce n’a donc pas été envoyé
settled-stuck-dropped = { $who } l’a abandonné
told-hook-again = Réessayé au relais
told-hook-dropped = Abandonné au relais : { $reason }
access-stuck = Bloqué au relais
access-step-stuck = { $action ->
    [activate] Le relais n’a pas pu faire ouvrir le compte
    [suspend] Le relais n’a pas pu faire suspendre l’accès
    [reinstate] Le relais n’a pas pu faire rendre l’accès
    [close] Le relais n’a pas pu faire fermer le compte
    [plan-changed] Le relais n’a pas pu avertir du forfait
    [seats-changed] Le relais n’a pas pu avertir des postes
   *[other] Le relais n’a pas pu avertir : { $action }
  } : { $why ->
    [refused] refusé, { $message }
    [not-taken] pas accepté depuis des jours
    [unknown] Microsoft ne connaît pas l’abonnement
    [not-confirmed] les données de Microsoft ne le montrent pas
    [not-so] le service dit « { $message } »
   *[no-proof] le service ne peut pas le dire
  }
access-step-again = { $action ->
    [activate] Réessayé : ouvrir le compte
    [suspend] Réessayé : suspendre l’accès
    [reinstate] Réessayé : rendre l’accès
    [close] Réessayé : fermer le compte
    [plan-changed] Réessayé : avertir du forfait
    [seats-changed] Réessayé : avertir des postes
   *[other] Réessayé : { $action }
  }
access-step-dropped = { $action ->
    [activate] Abandonné : ouvrir le compte
    [suspend] Abandonné : suspendre l’accès
    [reinstate] Abandonné : rendre l’accès
    [close] Abandonné : fermer le compte
    [plan-changed] Abandonné : avertir du forfait
    [seats-changed] Abandonné : avertir des postes
   *[other] Abandonné : { $action }
  }
access-step-not-so = { $action ->
    [activate] N’est plus demandé : ouvrir le compte
    [suspend] N’est plus demandé : suspendre l’accès
    [reinstate] N’est plus demandé : rendre l’accès
    [close] N’est plus demandé : fermer le compte
    [plan-changed] N’est plus demandé : avertir du forfait
    [seats-changed] N’est plus demandé : avertir des postes
   *[other] N’est plus demandé : { $action }
  }
action-try-again = Réessayer
action-drop = Abandonner…
drop-title = Abandonner ce qui est bloqué pour { $customer }
drop-why = Le relais y renonce pour de bon : votre service n’est pas averti. Ce qui ne va pas alors avec le compte, c’est à vous de le régler.
drop-reason-hint = Chaque poste l’apprend aussi.
drop-confirm = Abandonner
toast-tried-again = Le relais réessaie.
toast-dropped = Abandonné.
