select o.sku, o.buyer_id, b.name, o.scheme, o.paid_at, o.delivered_at
from order_items o left join persons b on b.person_id = o.buyer_id
where o.seller_id = $1 and o.order_id = $2
order by o.sku limit 100
