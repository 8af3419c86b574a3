delete from promises where buyer_id = $1
