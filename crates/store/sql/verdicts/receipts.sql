select number, receipt, previous, hash from verdicts where seller_id = $1 and number > $2 order by number limit $3
