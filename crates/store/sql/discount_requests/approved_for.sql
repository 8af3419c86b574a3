select r.seller_id, r.request_id, r.sku, r.approved_price, r.approved_min, r.approved_max - r.bought, r.ends_at
from discount_requests r
where r.buyer_id = $1 and r.state = 'approved' and r.ends_at > $2 and r.approved_max > r.bought and r.sku in (
  /*sqlite select value from json_each($3) */
  /*pg select cast(named.name as bigint) from jsonb_array_elements_text(cast(cast($3 as text) as jsonb)) as named (name) */
)
order by r.request_id
