select decision, count(*) from verdicts where author = $1 and at >= $2 group by decision
