select h.seller_id, h.sku, min(h.price)
from
  /*sqlite json_each($1) as shop cross join json_each(shop.value) as named */
  /*pg jsonb_each(cast(cast($1 as text) as jsonb)) as shop (key, value)
    cross join jsonb_array_elements_text(shop.value) as named (value) */
/*sqlite cross */ join price_history h on h.seller_id = cast(shop.key as bigint)
  and h.sku = cast(named.value as bigint)
where h.at >= coalesce(
  (select max(b.at) from price_history b where b.seller_id = h.seller_id and b.sku = h.sku and b.at <= $2), $2)
group by h.seller_id, h.sku
