insert into promotion_counts (seller_id, promotion_id, joined) values ($1, $2, $3)
on conflict (seller_id, promotion_id) do update set joined = promotion_counts.joined + excluded.joined
