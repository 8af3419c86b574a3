select seller_id, number, hash from receipt_heads order by seller_id
