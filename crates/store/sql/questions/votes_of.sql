select place from question_votes where seller_id = $1 and person_id = $2 and place >= $3 and place <= $4
