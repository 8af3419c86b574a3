where a.seller_id = $1 and a.promotion_id = $2 and a.sku in (
  /*sqlite select value from json_each($3) */
  /*pg select cast(named.name as bigint) from jsonb_array_elements_text(cast(cast($3 as text) as jsonb)) as named (name) */
)
