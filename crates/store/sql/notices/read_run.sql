update notices /*sqlite indexed by notices_unread*/ set read_at = $7
where person_id = $1 and side = $2 and (seller_id = $3 or $3 = 0) and kind = $4 and seq between $5 and $6 and read_at is null
