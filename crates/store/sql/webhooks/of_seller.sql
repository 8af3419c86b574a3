where seller_id = $1 order by created_at, webhook_id
