delete from answer_votes where seller_id = $1 and answer_id = $2 and person_id = $3
