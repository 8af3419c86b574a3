update notices /*sqlite indexed by notices_of_subject*/ set read_at = $4
where person_id = $1 and (seller_id = $2 or $2 = 0) and subject = $3 and read_at is null
