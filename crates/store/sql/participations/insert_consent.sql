insert into consents (seller_id, consent_id, promotion_id, sku, what, agreed_by, at, terms)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (seller_id, consent_id) do nothing
