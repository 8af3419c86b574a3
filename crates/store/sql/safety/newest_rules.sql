select number, rules, by_whom, at from guard_rules order by number desc limit 1
