select at - opened_at from verdicts where subject = $1 and case_id is not null and stage = 'first' order by at desc limit $2
