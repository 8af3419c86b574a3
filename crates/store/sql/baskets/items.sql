select b.sku, b.seller_id, b.quantity, b.added_at, p.name, p.picture, p.price, p.currency, p.stock, p.archived, s.name
from basket_items b
join products p on p.seller_id = b.seller_id and p.sku = b.sku
join sellers s on s.seller_id = b.seller_id
where b.buyer_id = $1 order by b.seller_id, b.added_at, b.sku
