delete from reservations where buyer_id = $1
