insert into receipt_heads (seller_id, number, hash) values ($1, $2, $3)
on conflict (seller_id) do update set number = excluded.number, hash = excluded.hash
