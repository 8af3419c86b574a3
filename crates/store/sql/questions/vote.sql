insert into question_votes (seller_id, place, person_id, at) values ($1, $2, $3, $4) on conflict do nothing
