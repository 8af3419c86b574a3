update notices /*sqlite indexed by notices_unread*/ set read_at = $4 where person_id = $1 and seller_id = $2 and subject = $3 and read_at is null
