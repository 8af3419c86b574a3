update sendings /*sqlite indexed by sendings_of_person*/ set state = 'dropped', done_at = $6
where person_id = $1 and side = $2 and (seller_id = $3 or $3 = 0) and channel = $4 and topic = $5 and state = 'waiting'
