select count(*) from discount_requests where buyer_id = $1 and created_at >= $2
