insert into guard_rules (number, rules, by_whom, at) values ($1, $2, $3, $4) on conflict do nothing
