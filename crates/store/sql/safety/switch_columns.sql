select switch_id, scope, target, reason, words, since, until, by_whom, lifted_at, lifted_by from chat_switches
