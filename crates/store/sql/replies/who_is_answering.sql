select name from answering where seller_id = $1 and subject_id = $2 and person_id <> $3 and until > $4 order by name limit 5
