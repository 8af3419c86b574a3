select distinct seller_id from verdicts where seller_id > $1 order by seller_id limit $2
