select (at - $2) / $3, count(*) from verdicts where subject = $1 and case_id is not null and at >= $2 group by 1 order by 1
