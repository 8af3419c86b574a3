select name from answering where seller_id = $1 and review_id = $2 and person_id <> $3 and until > $4 order by name limit 5
