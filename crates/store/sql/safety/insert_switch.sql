insert into chat_switches (switch_id, scope, target, reason, words, since, until, by_whom, lifted_at, lifted_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, null, null)
