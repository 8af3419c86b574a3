select o.seller_id, o.sku, o.status, o.price, o.currency, o.ordered_at, o.quantity, o.list_price, o.why, p.name, p.picture, s.name
from order_items o
join products p on p.seller_id = o.seller_id and p.sku = o.sku
join sellers s on s.seller_id = o.seller_id
where o.buyer_id = $1 and o.order_id = $2 order by o.seller_id, o.sku
