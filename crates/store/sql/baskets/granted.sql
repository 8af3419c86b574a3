select seller_id, request_id, sku, approved_price, approved_min, approved_max - bought, decided_at, ends_at
from discount_requests
where buyer_id = $1 and state = 'approved' and ends_at > $2 and approved_price is not null and decided_at is not null
order by request_id
