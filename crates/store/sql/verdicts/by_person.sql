select at from verdicts where by_whom = $1 and case_id is not null and at >= $2 order by at limit $3
