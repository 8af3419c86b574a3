delete from question_votes where seller_id = $1 and place = $2 and person_id = $3
