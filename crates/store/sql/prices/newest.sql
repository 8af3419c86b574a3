-- PostgreSQL's planner expects ten thousand rows of two functions, and reads the whole table; of a limit that it cannot know, a tenth.
select h.seller_id, h.sku, h.at, h.price, h.list_price, h.promotion_id
from
  /*sqlite json_each($1) as shop cross join json_each(shop.value) as named cross */
  /*pg (select cast(shop.key as bigint), cast(sku.value as bigint)
    from jsonb_each(cast(cast($1 as text) as jsonb)) as shop (key, value)
    cross join jsonb_array_elements_text(shop.value) as sku (value)
    limit (select 1000000)) as named (seller_id, sku) */
join price_history h on
  /*sqlite h.seller_id = cast(shop.key as bigint) and h.sku = named.value */
  /*pg h.seller_id = named.seller_id and h.sku = named.sku */
where h.at = (select max(n.at) from price_history n where n.seller_id = h.seller_id and n.sku = h.sku)
