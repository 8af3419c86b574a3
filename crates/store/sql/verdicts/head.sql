select number, hash from receipt_heads where seller_id = $1
