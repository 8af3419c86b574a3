insert into answer_votes (seller_id, answer_id, person_id, at) values ($1, $2, $3, $4) on conflict do nothing
