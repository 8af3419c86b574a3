select o.seller_id, o.order_id, o.sku, o.status, o.price, o.currency, o.ordered_at, o.delivered_at,
  p.name, p.picture, s.name, r.review_id, r.stars, r.held, o.scheme, o.paid_at
from order_items o
join products p on p.seller_id = o.seller_id and p.sku = o.sku
join sellers s on s.seller_id = o.seller_id
left join reviews r on r.seller_id = o.seller_id and r.order_id = o.order_id and r.sku = o.sku and r.deleted = false
where o.buyer_id = $1 order by o.ordered_at desc, o.order_id limit $2
