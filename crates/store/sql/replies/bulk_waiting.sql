select review_id, text, person_id, processed from bulk_answers
where seller_id = $1 and bulk_id = $2 and state = 'waiting' order by review_id limit $3
